/** What the headers of a film or a sound say. */
export interface MediaFacts {
  mediaType: string;
  /** Pixels; null where the file does not say, and for sound. */
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
}
