import { arrange, type Arrangement, type ArrangeTask } from './arrange.ts';

/** An answer of the worker. */
export type ArrangeAnswer = { arrangement: Arrangement } | { error: string };

/** Arranging thousands of cells takes seconds: the window goes on meanwhile. */
self.onmessage = ({ data }: MessageEvent<ArrangeTask>): void => {
  let answer: ArrangeAnswer;
  try {
    answer = { arrangement: arrange(data) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answer);
};
