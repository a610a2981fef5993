/** Bars that a sound is drawn with: as many as can be told apart in the widest place where one is shown. */
export const peakCount = 400;

/** The loudest sample of each of `count` equal parts of a sound, 0 to 1, with the loudest of all as 1. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const peaks = new Array<number>(count).fill(0);
  for (let index = 0; index < samples.length; index += 1) {
    const bar = Math.floor((index * count) / samples.length);
    const loudness = Math.abs(samples[index] ?? 0);
    if (loudness > (peaks[bar] ?? 0)) peaks[bar] = loudness;
  }
  const loudest = peaks.reduce((most, each) => Math.max(most, each), 0);
  return loudest === 0 ? peaks : peaks.map((peak) => peak / loudest);
}
