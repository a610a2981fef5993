import { z } from 'zod';

/** Where a request of the queue stands (wire format: @fal-ai/client 1.10.1). An unknown word counts as running. */
export const queueStatus = z.object({
  status: z.string(),
  queue_position: z.int().min(0).nullish().catch(null),
  // What it says of its work is no reason to lose the result.
  logs: z
    .array(z.object({ message: z.string() }))
    .nullish()
    .catch(null),
  metrics: z
    .object({ inference_time: z.number().min(0).nullish() })
    .nullish()
    .catch(null),
});

const cancelWords = ['OK', 'CANCELLATION_REQUESTED', 'ALREADY_COMPLETED', 'NOT_FOUND'] as const;

/** What a cancellation has come to: taken out of the queue, asked of the runner, too late, or unknown. */
export type CancelWord = (typeof cancelWords)[number];

const cancelAnswer = z.object({ status: z.enum(cancelWords) });

/** The word of an answer to a cancellation; null when it says none of the four. */
export function cancelWord(text: string): CancelWord | null {
  try {
    return cancelAnswer.parse(JSON.parse(text)).status;
  } catch {
    // A status line alone has to do.
    return null;
  }
}

/** The last `i/n` of a progress bar in the logs. */
export function progressOf(logs: readonly { message: string }[]): { step: number; steps: number } | null {
  const text = logs.map((line) => line.message).join('\n');
  const last = [...text.matchAll(/(\d+)\/(\d+)\s*\[/g)].at(-1);
  if (last === undefined) return null;
  const [step, steps] = [Number(last[1]), Number(last[2])];
  return steps > 0 && step <= steps ? { step, steps } : null;
}
