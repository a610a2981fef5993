import { randomUUID } from 'node:crypto';
import type { Take } from '../../../shared/artifact/index.ts';
import {
  CancelledError,
  ConfirmationRequiredError,
  takeId,
  TelarError,
  toFailure,
  toUsd,
  type JsonObject,
} from '../../../shared/base/index.ts';
import { estimatePrice, withDefaults } from '../../../shared/template/index.ts';
import { SubmissionUnknownError, type RemoteEngine } from '../../engine/index.ts';
import { documentNameOf, type InferenceNote } from '../../cost/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import { awaitTurn } from '../await-turn.ts';
import { cellFileOf, withFiles, type PreparedCell } from '../prepare-cell.ts';
import type { JobIntent, LedgerJob } from '../ledger/index.ts';
import type { RunResources, RunTerms } from '../run-resources.ts';
import { followJob } from './follow-job.ts';
import { once } from './once.ts';
import { reconcileJob } from './reconcile-job.ts';
import type { Uploads } from './uploads.ts';

export interface RemoteCell {
  prepared: PreparedCell;
  engine: RemoteEngine;
  uploads: Uploads;
  terms: RunTerms;
  note: InferenceNote | undefined;
}

/**
 * Lets a provider make the take. On disk in this order: the intent with its reserved price, the provider's id, the take,
 * the charge. There is exactly one submission; when its answer is lost it is looked up, never repeated.
 */
export async function runRemoteCell(
  remote: RemoteCell,
  resources: RunResources,
  options: ExecutionOptions,
): Promise<Take> {
  const { prepared, engine, terms } = remote;
  requireAgreedPrice(prepared);
  const input = await uploadedInput(remote, options);
  await awaitTurn(prepared, resources, options);
  if (options.signal.aborted) throw new CancelledError();
  const intent = intentOf(prepared, input, resources, options);
  const job = resources.ledger.reserve(intent, terms.capMicroUsd);
  remote.note?.ordered(job.id);
  return once(job.id, resources, async () =>
    followJob(await submit(job, remote, resources, options), engine, resources, options),
  );
}

/** A template may change between the plan and the start of its cells: what has become dearer was not agreed to. */
function requireAgreedPrice({ cell, template, parameters }: PreparedCell): void {
  if (!cell.price.isKnown) return;
  const { isKnown, highMicroUsd } = estimatePrice(template, withDefaults(template, parameters), nothingLate);
  if (isKnown && highMicroUsd <= cell.price.highMicroUsd) return;
  const message = `The price of ${cell.model} has changed since this run was confirmed.`;
  throw new ConfirmationRequiredError(isKnown ? 'paid' : 'unknown-price', message, {
    hint: 'Run the cell again: the plan shows what it costs now.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: isKnown ? { usd: toUsd(highMicroUsd) } : { models: cell.model },
  });
}

const nothingLate: ReadonlySet<string> = new Set();

async function uploadedInput(
  { prepared, engine, uploads }: RemoteCell,
  options: ExecutionOptions,
): Promise<JsonObject> {
  const addresses = new Map<string, string>();
  for (const file of [...prepared.files.values()].flat()) {
    addresses.set(file.path, await uploads.addressOf(engine, file, options));
  }
  return withFiles(prepared, (file) => addresses.get(file.path) ?? file.path);
}

function intentOf(
  { cell, template, recipe }: PreparedCell,
  input: JsonObject,
  { documentId, documentFile, takes }: RunResources,
  { runId }: ExecutionOptions,
): JobIntent {
  return {
    id: takeId.parse(randomUUID()),
    runId,
    documentId,
    outputDir: takes.outputDir,
    folderId: takes.folderId,
    cell: cell.key,
    provider: cell.provider,
    reservedMicroUsd: cell.price.highMicroUsd,
    order: {
      ...cellFileOf(cell),
      extension: cell.extension,
      model: cell.model,
      endpoint: template.endpoint,
      recipe,
      prompt: typeof input.prompt === 'string' ? input.prompt : null,
      ...(cell.price.isKnown
        ? { estimate: { lowMicroUsd: cell.price.lowMicroUsd, highMicroUsd: cell.price.highMicroUsd } }
        : {}),
      tariff: template.cost,
      document: documentNameOf(documentFile),
      input,
    },
  };
}

/** Submits once. The signal is not passed on: an answer that we do not wait for would be a lost one. */
async function submit(
  job: LedgerJob,
  { prepared, engine }: RemoteCell,
  resources: RunResources,
  options: ExecutionOptions,
): Promise<LedgerJob> {
  const { ledger, remote } = resources;
  let remoteId: string;
  try {
    remote.submitting.set(job.id, job.inputHash);
    remoteId = await engine.submit({ template: prepared.template, input: job.order.input });
  } catch (error) {
    remote.submitting.delete(job.id);
    if (error instanceof SubmissionUnknownError) return reconcileJob(job, engine, resources, options);
    // Any other failure of the engine says that nothing was accepted.
    if (error instanceof TelarError) ledger.record(job.id, { kind: 'refused', reason: toFailure(error).message });
    throw error;
  }
  try {
    return ledger.record(job.id, { kind: 'submitted', remoteId });
  } finally {
    // Where the id could not be written another job with the same input must not wait for it for ever.
    remote.submitting.delete(job.id);
  }
}
