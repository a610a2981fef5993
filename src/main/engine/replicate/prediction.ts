import { z } from 'zod';
import { jsonObject } from '../../../shared/base/index.ts';
import type { RemoteOutput, RemoteStatus, ReportedUsage } from '../remote-engine.ts';
import { failureOfPrediction } from './failures.ts';

/** A prediction as the API answers it (fields that we use; wire format: replicate 1.4.0). */
export const prediction = z.object({
  id: z.string().min(1),
  model: z.string().default(''),
  /** `hidden` for a model that runs by its name alone. */
  version: z.string().nullish(),
  input: jsonObject.default({}),
  output: z.unknown().optional(),
  logs: z.string().nullish(),
  error: z.unknown().optional(),
  status: z.string(),
  created_at: z.string().nullish(),
  data_removed: z.boolean().nullish(),
  metrics: z
    .object({
      predict_time: z.number().min(0).nullish(),
      input_token_count: z.int().min(0).nullish(),
      output_token_count: z.int().min(0).nullish(),
    })
    .nullish()
    // What it says of its work is no reason to lose the result.
    .catch(null),
});
export type Prediction = z.output<typeof prediction>;

/** Where a prediction stands. A status word that we do not know counts as running. */
export function statusOf(answer: Prediction): RemoteStatus {
  switch (answer.status) {
    case 'starting':
      return { state: 'queued', position: null };
    case 'succeeded':
      if (answer.data_removed === true) return { state: 'gone' };
      return { state: 'succeeded', output: outputOf(answer.output), seed: seedOf(answer), usage: usageOf(answer) };
    case 'failed':
      return { state: 'failed', failure: failureOfPrediction(answer.error), billed: 'no' };
    case 'canceled':
      // A job that was cancelled while it ran is billed for its time; one that was aborted before is not.
      return { state: 'cancelled', billed: 'maybe' };
    case 'aborted':
      return { state: 'cancelled', billed: 'no' };
    default:
      return { state: 'running', progress: progressOf(answer.logs ?? '') };
  }
}

function usageOf({ metrics }: Prediction): ReportedUsage {
  return {
    computeSeconds: metrics?.predict_time ?? null,
    inputTokens: metrics?.input_token_count ?? null,
    outputTokens: metrics?.output_token_count ?? null,
  };
}

/** Addresses anywhere in an output are files; strings without any are a text in pieces. */
function outputOf(output: unknown): RemoteOutput {
  const strings = stringsOf(output);
  const urls = strings.filter((text) => /^https?:\/\//.test(text));
  if (urls.length > 0 || strings.length === 0) return { kind: 'files', urls };
  return { kind: 'text', text: strings.join('') };
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsOf) : [];
}

/** The last `i/n` of a progress bar in the logs. */
function progressOf(logs: string): { step: number; steps: number } | null {
  const last = [...logs.matchAll(/(\d+)\/(\d+)\s*\[/g)].at(-1);
  if (last === undefined) return null;
  const [step, steps] = [Number(last[1]), Number(last[2])];
  return steps > 0 && step <= steps ? { step, steps } : null;
}

function seedOf({ input, logs }: Prediction): string | null {
  const told = /\bseed[:=]?\s*(\d{1,20})\b/i.exec(logs ?? '')?.[1];
  const asked = input.seed;
  return told ?? (typeof asked === 'number' || typeof asked === 'string' ? String(asked) : null);
}
