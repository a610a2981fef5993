import { toFailure, type FailureData, type TelarError } from '../../../shared/base/index.ts';
import { failureOfModel, failureOfStatus, type ProviderName } from '../provider-failures.ts';
import type { Answer } from '../single-call.ts';

export const replicateName: ProviderName = {
  id: 'replicate',
  title: 'Replicate',
  keyVariable: 'REPLICATE_API_TOKEN',
};

/** The failure of an answer of the API that is no success. */
export function failureOfAnswer(answer: Answer): TelarError {
  return failureOfStatus(replicateName, answer, detailOf(answer.text) ?? `status ${answer.status}`);
}

/** The failure of a prediction that ran and failed. */
export function failureOfPrediction(error: unknown): FailureData {
  return toFailure(failureOfModel(typeof error === 'string' && error !== '' ? error : 'no reason was given'));
}

/** The reason in an error body, `{title, detail, status}`. */
function detailOf(body: string): string | null {
  try {
    const { detail, title } = JSON.parse(body) as { detail?: unknown; title?: unknown };
    const text = typeof detail === 'string' ? detail : title;
    return typeof text === 'string' ? text.slice(0, 500) : null;
  } catch {
    // Not the API's own answer but that of something before it.
    return null;
  }
}
