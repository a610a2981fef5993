import type { AssetType, Take } from '../../shared/artifact/index.ts';
import {
  CancelledError,
  fromFailure,
  ProviderError,
  toUsd,
  type FailureData,
  type JsonObject,
} from '../../shared/base/index.ts';
import type { OpenJob } from '../../shared/contract/index.ts';
import { costOf, type RunRecord } from '../../shared/run/index.ts';
import type { DeliveredTake } from './cell-assets.ts';
import type { HeadlessRun } from './headless.ts';
import type { Witness } from './infer-witness.ts';

/** What one inference has made. */
export interface InferenceOutcome {
  model: string;
  outputType: AssetType;
  /** Addresses at the provider, which keeps them for an hour or so; none for work of this machine. */
  urls: string[];
  /** Absolute paths of the files, the first output first. */
  paths: string[];
  /** What was charged, in US dollars. */
  costUsd: number;
  /** As text: some exceed 2^53. */
  seed: string | null;
  /** Milliseconds: `totalMs`, and what the engine told of its phases. */
  timings: Record<string, number>;
  metadata: JsonObject;
  providerRequestId: string | null;
  /** A placeholder of a rehearsal. */
  rehearsal: boolean;
}

/** The result of a run of one cell. Throws its failure (without the cell, which the caller does not know) or CancelledError. */
export function outcomeOf(record: RunRecord, run: HeadlessRun, witness: Witness, file: string): InferenceOutcome {
  const failure = record.cells[0]?.failure ?? null;
  if (failure !== null) throw withoutCell(failure, file);
  const [first, ...others] = run.takes();
  if (record.state !== 'succeeded' || first === undefined) throw new CancelledError('The inference was cancelled.');
  const { take, cell } = first;
  return {
    model: cell.model,
    outputType: cell.assetType,
    urls: witness.remote?.output.kind === 'files' ? [...witness.remote.output.urls] : [],
    paths: [first, ...others].map(({ path }) => path),
    costUsd: toUsd(costOf(record.cells)),
    seed: take.seed,
    timings: { totalMs: (record.endedAtMs ?? record.startedAtMs) - record.startedAtMs, ...witness.inline?.timings },
    metadata: metadataOf(take, cell.provider, cell.templateVersion, witness),
    providerRequestId: witness.remoteId,
    rehearsal: record.rehearsal,
  };
}

/**
 * The result of a job that was fetched without a run: its model may be gone, or have changed since. Throws `empty` where
 * nothing was delivered.
 */
export function outcomeOfJob(job: OpenJob, delivered: readonly DeliveredTake[], witness: Witness): InferenceOutcome {
  const [first] = delivered;
  if (first === undefined) {
    throw new ProviderError('empty', 'The provider reports success but delivered nothing.', {
      hint: 'Look at the job on the provider’s page; run it again to pay for another try.',
    });
  }
  const { take } = first;
  return {
    model: job.model,
    outputType: take.assetType,
    urls: witness.remote?.output.kind === 'files' ? [...witness.remote.output.urls] : [],
    paths: delivered.map(({ path }) => path),
    costUsd: toUsd(take.costMicroUsd),
    seed: take.seed,
    timings: take.durationMs === null ? {} : { totalMs: take.durationMs },
    metadata: metadataOf(take, job.provider, take.recipe?.templateVersion ?? null, witness),
    providerRequestId: witness.remoteId ?? job.remoteId,
    rehearsal: false,
  };
}

function metadataOf(take: Take, provider: string, templateVersion: string | null, witness: Witness): JsonObject {
  const { id, mediaType, bytes, sha256, width, height, durationSeconds, prompt } = take;
  const usage = witness.remote?.usage ?? witness.inline?.usage ?? {};
  return {
    takeId: id,
    provider,
    templateVersion,
    mediaType,
    bytes,
    sha256,
    width,
    height,
    durationSeconds,
    prompt,
    usage: Object.fromEntries(Object.entries(usage).filter(([, amount]) => typeof amount === 'number')),
  };
}

/** A failure of the cell in the words of a caller who has none. What may have been charged can be decided by its file. */
export function withoutCell(failure: FailureData, file: string): Error {
  const { unit: _unit, layer: _layer, ...place } = failure.place;
  if (failure.code === 'ProviderError' && failure.kind === 'submission-unknown') {
    return new ProviderError('submission-unknown', failure.message, {
      hint: `Look it up once more with "telar jobs ${file} --look-again inference/result", or let it go with --release.`,
      place: { ...place, file },
      values: failure.values,
    });
  }
  return fromFailure({ ...failure, place });
}
