import type { InferenceOutcome } from '../../core/index.ts';
import { saveOutputs } from '../local/index.ts';
import type { InferenceData, InferenceResult } from './inference-interface.ts';

/** A result with the methods of the library. */
export function toInferenceResult(outcome: InferenceOutcome): InferenceResult {
  const data: InferenceData = { ...outcome };
  const { paths, urls } = outcome;
  return {
    ...data,
    url: urls[0] ?? null,
    path: paths[0] ?? '',
    async download(path = '.') {
      const [file = ''] = await saveOutputs(paths.slice(0, 1), path, { replace: true });
      return file;
    },
    saveTo: (path) => saveOutputs(paths, path, { replace: true }),
    toJSON: () => data,
  };
}
