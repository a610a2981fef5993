import type { ArrangeAnswer } from './arrange-worker.ts';
import type { ArrangeTask } from './arrange.ts';

/** Arranges cells in a worker of its own, which ends with the answer. */
export function arrangeInWorker(task: ArrangeTask): Promise<ArrangeAnswer> {
  const worker = new Worker(new URL('./arrange-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ArrangeAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<ArrangeAnswer>) => resolve(data);
    worker.onerror = (event) => resolve({ error: event.message });
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
