/** Samples a second of placeholder sound. */
export const sampleRate = 24_000;

/** Steps of a pentatonic scale in semitones: any order of them sounds harmless. */
const scale = [0, 2, 4, 7, 9, 12, 14, 16];
const noteSeconds = 0.4;
const baseHertz = 220;
/** Of full scale: soft beside real speech or music. */
const loudness = 0.12;

/** Semitones above 220 Hz of the note with this number; the digest's digits are the tune, over and over. */
export function noteOf(digest: string, note: number): number {
  const digit = Number.parseInt(digest.charAt(note % digest.length), 16);
  return scale[digit % scale.length] ?? 0;
}

/** Note that sounds at a sample, counted from 0. */
export function noteAt(sample: number): number {
  return Math.floor(sample / (noteSeconds * sampleRate));
}

/** Samples of the tune as 16-bit numbers, `count` of them from `first` on. */
export function melody(digest: string, first: number, count: number): Int16Array {
  const samples = new Int16Array(count);
  for (let i = 0; i < count; i += 1) {
    const at = first + i;
    const note = noteAt(at);
    const seconds = at / sampleRate - note * noteSeconds;
    const hertz = baseHertz * 2 ** (noteOf(digest, note) / 12);
    // Rises within 10 ms and fades, so that no note begins or ends with a click.
    const envelope = Math.min(1, seconds / 0.01) * Math.min(1, (noteSeconds - seconds) / 0.02) * Math.exp(-3 * seconds);
    const phase = 2 * Math.PI * hertz * seconds;
    samples[i] = Math.round(32_767 * loudness * envelope * (Math.sin(phase) + 0.25 * Math.sin(2 * phase)));
  }
  return samples;
}
