import type { EstimatedEngine, LoraUse, RunEstimates } from '../assist/index.ts';
import type { LocalEngine } from '../engine/index.ts';

/** What is asked of the engine of this machine to foretell what its runs take. */
export function estimatedEngine(engine: Pick<LocalEngine, 'folderOf' | 'estimate' | 'status'>): EstimatedEngine {
  return {
    folderOf: (template) => engine.folderOf(template),
    estimate: (template, size) => engine.estimate(template, size),
    async isWarm(folder, loras) {
      const { models } = await engine.status();
      const resident = models.find((model) => model.folder === folder);
      return resident !== undefined && sameLoras(resident.loras, loras);
    },
  };
}

/** The engine, teaching the estimates what its runs take, whoever asked for them. */
export function withNotedTimes<T extends Pick<LocalEngine, 'run'>>(
  engine: T,
  estimates: Pick<RunEstimates, 'note'>,
  onError: (error: unknown) => void,
): T {
  return {
    ...engine,
    async run(job, options) {
      const startedAt = performance.now();
      const result = await engine.run(job, options);
      const { template, parameters } = job;
      const { timings } = result;
      const wallMs = performance.now() - startedAt;
      // The picture is there: that its time could not be kept does not undo it.
      await estimates.note({ template, parameters, wallMs, timings }).catch(onError);
      return result;
    },
  };
}

function sameLoras(a: readonly LoraUse[], b: readonly LoraUse[]): boolean {
  return (
    a.length === b.length && a.every(({ id, weight }) => b.some((each) => each.id === id && each.weight === weight))
  );
}
