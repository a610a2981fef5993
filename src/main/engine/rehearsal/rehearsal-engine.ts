import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError } from '../../../shared/base/index.ts';
import type { ChildLauncher } from '../../child/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import { createFileHasher } from '../../platform/index.ts';
import type { EngineJob, EngineResult, EngineRunOptions, InlineEngine } from '../engine.ts';
import { readJobFacts } from './job-facts.ts';
import { makePlaceholder } from './make-placeholder.ts';
import { createRehearsalProcess } from './rehearsal-process.ts';

/** What a rehearsal pretends, so that slow and failing providers can be rehearsed too. */
export interface RehearsalDials {
  /** Milliseconds a job takes besides making its file. */
  latencyMs?: (job: EngineJob) => number;
  /** A failure to throw instead of making the file; null makes it. */
  failure?: (job: EngineJob) => Error | null;
}

export interface RehearsalEngineOptions {
  launcher: ChildLauncher;
  picture: PictureProcess;
  dials?: RehearsalDials;
  /** Milliseconds that only go up, for the timings. */
  clock?: () => number;
}

const steps = 4;
/** Jobs at once: they wait for dials and for the two child processes. */
const jobsAtOnce = 4;

/**
 * An engine for any template that costs nothing: labelled placeholders of the right kind, size and duration. Equal
 * model, parameters and cell give equal bytes.
 */
export function createRehearsalEngine({
  launcher,
  picture,
  dials = {},
  clock = () => performance.now(),
}: RehearsalEngineOptions): InlineEngine {
  const process = createRehearsalProcess(launcher);
  const hasher = createFileHasher();

  async function rehearse(job: EngineJob, { signal, onEvent }: EngineRunOptions): Promise<EngineResult> {
    const startedAt = clock();
    const pauseMs = (dials.latencyMs?.(job) ?? 0) / steps;
    const finishStep = async (step: number): Promise<void> => {
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal });
      if (signal.aborted) throw new CancelledError();
      onEvent({ type: 'progress', step, steps });
    };
    const facts = await readJobFacts(job, hasher);
    await finishStep(1);
    await finishStep(2);
    const failure = dials.failure?.(job) ?? null;
    if (failure !== null) throw failure;
    const made = await makePlaceholder(job, facts, { picture, process }, signal);
    await finishStep(3);
    await finishStep(4);
    const assetType = job.template.output.asset_type;
    return { assetType, ...made, seed: facts.seed, timings: { rehearseMs: clock() - startedAt } };
  }

  return {
    kind: 'inline',
    provider: 'rehearsal',
    concurrency: () => jobsAtOnce,
    async run(job, options) {
      try {
        if (options.signal.aborted) throw new CancelledError();
        return await rehearse(job, options);
      } catch (error) {
        await rm(job.outputFile, { force: true });
        // Sleeping and writing end with an error of their own when aborted.
        throw error instanceof Error && error.name === 'AbortError' ? new CancelledError() : error;
      }
    },
    dispose() {
      process.dispose();
      return Promise.resolve();
    },
  };
}
