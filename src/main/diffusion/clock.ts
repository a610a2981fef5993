import type { TimedRun } from './tensors.ts';

export interface Clock {
  readonly timings: { encodeMs: number; stepsMs: number; decodeMs: number; sessionMs: number };
  /** Adds the time since the last mark to a phase. */
  mark(phase: 'encodeMs' | 'stepsMs' | 'decodeMs'): void;
  run: TimedRun;
}

/** Measures phases in milliseconds, and the time inside onnxruntime apart from them. */
export function createClock(): Clock {
  const timings = { encodeMs: 0, stepsMs: 0, decodeMs: 0, sessionMs: 0 };
  let since = performance.now();
  return {
    timings,
    mark(phase) {
      timings[phase] += performance.now() - since;
      since = performance.now();
    },
    async run(session, feeds, names) {
      const before = performance.now();
      const outputs = await session.run(feeds, names);
      timings.sessionMs += performance.now() - before;
      return outputs;
    },
  };
}
