/** Plays unless the browser or a pause in the same moment says no, which is no failure. */
export function playQuietly(media: HTMLMediaElement): void {
  media.play().catch((error: unknown) => {
    const isRefusal =
      error instanceof DOMException && ['AbortError', 'NotAllowedError', 'NotSupportedError'].includes(error.name);
    if (!isRefusal) throw error;
  });
}
