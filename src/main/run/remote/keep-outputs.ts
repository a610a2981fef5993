import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Take } from '../../../shared/artifact/index.ts';
import { microUsd, noCost, ProviderError, takeId } from '../../../shared/base/index.ts';
import { takesFolderName } from '../../artifact/index.ts';
import type { RemoteEngine } from '../../engine/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import type { LedgerJob } from '../ledger/index.ts';
import type { RunResources } from '../run-resources.ts';
import { chargeOf, declaredOutputs, usageOf, type MediaFacts } from './charge.ts';
import { fetchOutput, type Succeeded } from './fetch-output.ts';

/** An answer with more files than this is no result of a call any more. */
const maxOutputs = 100;

/**
 * Makes takes of what a finished job delivered: the first output is picked, the others stand beside it, also those that
 * nobody ordered. The ids of the takes follow from the job's, so that a second start keeps none of them twice.
 */
export async function keepOutputs(
  job: LedgerJob,
  status: Succeeded,
  engine: RemoteEngine,
  resources: RunResources,
  options: Omit<ExecutionOptions, 'runId'>,
): Promise<Take> {
  const { onEvent } = options;
  onEvent({ type: 'downloading' });
  const delivered = status.output.kind === 'text' ? 1 : status.output.urls.length;
  if (delivered === 0) {
    // Paid as far as anybody knows, and there is nothing to fetch at another time.
    resources.ledger.record(job.id, { kind: 'failed', amount: job.reservedMicroUsd, reason: 'no output' });
    onEvent({ type: 'charged', amount: job.reservedMicroUsd });
    throw empty();
  }
  const kept = Math.min(delivered, maxOutputs);
  const media: MediaFacts[] = [];
  let first: Take | null = null;
  // The picked one last: with it the job counts as done, and then it is known what all of them cost.
  for (let index = kept - 1; index >= 0; index--) {
    first = await keepOne(index, status, engine, job, resources, options, (facts) => {
      const all = usageOf(status.usage, [facts, ...media]);
      return index === 0 ? chargeOf(job, { ...all, outputs: delivered }, resources.templates) : noCost;
    });
    media.unshift(first);
  }
  if (first === null) throw empty();
  const expected = declaredOutputs(resources.templates.get(job.order.model), job.order.input);
  if (expected !== null && delivered > expected) {
    onEvent({ type: 'noticed', notice: { kind: 'more-outputs', expected, delivered, kept } });
  }
  return first;
}

async function keepOne(
  index: number,
  status: Succeeded,
  engine: RemoteEngine,
  job: LedgerJob,
  resources: RunResources,
  options: Omit<ExecutionOptions, 'runId'>,
  costOf: (media: MediaFacts) => Take['costMicroUsd'],
): Promise<Take> {
  const id = takeId.parse(index === 0 ? job.id : `${job.id}-${index + 1}`);
  const known = resources.takes.find(id);
  if (known !== null) return known;
  const file = partFileOf(job, index, resources);
  const { url, sha256 } = await fetchOutput(file, index, status, job, engine, resources, options);
  try {
    const facts = {
      model: job.order.model,
      recipe: job.order.recipe,
      prompt: job.order.prompt,
      seed: status.seed,
      durationMs: Math.max(0, resources.clock.nowMs() - job.createdAtMs),
      costMicroUsd: microUsd.parse(0),
      runId: job.runId,
    };
    const remote = remoteAddress(url, engine, job);
    return await resources.takes.add(job.order, file, facts, {
      id,
      isPicked: index === 0,
      costOf,
      sha256,
      ...(remote === null ? {} : { remote }),
    });
  } finally {
    await rm(file, { force: true });
  }
}

/** Counted from the submission, so that the result is surely still there: it was made after that. */
function remoteAddress(url: string | null, engine: RemoteEngine, job: LedgerJob) {
  if (url === null || engine.keepsResultsMs === undefined) return null;
  return { provider: engine.provider, url, untilMs: job.createdAtMs + engine.keepsResultsMs };
}

/** The same name at each try, so that a download goes on where it was cut off. */
function partFileOf(job: LedgerJob, index: number, { takes }: RunResources): string {
  return join(takes.outputDir, takesFolderName, `${job.id}-${index + 1}.${job.order.extension}.part`);
}

function empty(): Error {
  return new ProviderError('empty', 'The provider reports success but delivered nothing.', {
    hint: 'Look at the job on the provider’s page; run the cell again to pay for another try.',
  });
}
