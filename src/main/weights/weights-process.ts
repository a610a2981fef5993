import type { ModelConversion, ModelFacts, VariantPrecision } from '../../shared/local-engine/index.ts';
import { createChildClient, type ChildLauncher } from '../child/index.ts';
import type { WeightsProgress, WeightsRequest } from './protocol.ts';

/** Time that one look at a folder may take, and the longest silence of a conversion: one pass over a whole component. */
const inspectDeadlineMs = 60_000;
const silenceMs = 10 * 60_000;

/** Reads and rewrites files of weights in a process of its own: they are large, and not to be trusted. */
export interface WeightsProcess {
  /** What a model folder holds. Throws ModelNotFoundError. */
  inspect(folder: string): Promise<ModelFacts>;
  /** Writes smaller variants of a model beside it; as convertModel. */
  convert(
    folder: string,
    precision: VariantPrecision,
    options: { replace: boolean; signal: AbortSignal; onProgress?: (progress: WeightsProgress) => void },
  ): Promise<ModelConversion>;
  dispose(): void;
}

/** The client of the weights process; the process starts with the first request. */
export function createWeightsProcess(launcher: ChildLauncher): WeightsProcess {
  const client = createChildClient(launcher, 'weights-child');
  return {
    async inspect(folder) {
      const request: WeightsRequest = { kind: 'inspect', folder };
      return (await client.call(request, { deadlineMs: () => inspectDeadlineMs })) as ModelFacts;
    },
    async convert(folder, precision, { replace, signal, onProgress }) {
      const request: WeightsRequest = { kind: 'convert', folder, precision, replace };
      const result = await client.call(request, {
        signal,
        deadlineMs: () => silenceMs,
        onEvent: (event) => onProgress?.(event as WeightsProgress),
      });
      return result as ModelConversion;
    },
    dispose: () => client.dispose(),
  };
}
