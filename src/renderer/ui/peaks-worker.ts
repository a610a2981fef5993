import { peakCount, peaksOf } from './peaks.ts';

/** Answers the samples of a sound with its peaks; a long sound has millions of them, too many between two frames. */
self.addEventListener('message', ({ data }: MessageEvent<{ id: number; samples: Float32Array }>) => {
  self.postMessage({ id: data.id, peaks: peaksOf(data.samples, peakCount) });
});
