import { ConfirmationRequiredError, LayerDependencyError } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { shownPrice, type InferenceNote } from '../cost/index.ts';
import { DetachedError, type CellExecutor, type ExecutionOptions, type ExecutionResult } from './cell-executor.ts';
import { runInlineCell } from './inline-cell.ts';
import { cellFileOf, prepareCell, type PreparedCell } from './prepare-cell.ts';
import { settleOpenJob } from './remote/open-job.ts';
import { runRemoteCell } from './remote/remote-cell.ts';
import { createUploads } from './remote/uploads.ts';
import type { RunResources, RunTerms } from './run-resources.ts';
import { storageFailure } from './storage-failure.ts';

/**
 * The way of a cell of a run: a paid job that is still open is finished first, inputs are looked up as they are now, a
 * cell whose recipe then matches its picked take is left alone, else the engine makes a take.
 */
export function createCellExecutor(resources: RunResources, terms: RunTerms): CellExecutor {
  const uploads = createUploads(resources);

  async function execute(...[cell, options]: Parameters<CellExecutor>): Promise<ExecutionResult> {
    const finished = await settleOpenJob(cell, resources, options);
    const isPaid = cell.why.some((reason) => reason.kind === 'already-paid');
    // Another follower of the job, or another process, may have brought the take.
    if (finished !== null || isPaid) await resources.takes.refresh();
    const prepared = await prepareCell(cell, resources, {
      // What was paid before a crash counts, also where everything is to be made anew.
      isForced: finished === null && !isPaid && cell.why.some((reason) => reason.kind === 'forced'),
      addressOf: (engine, file) => {
        if (engine.kind === 'remote') return uploads.addressOf(engine, file, options);
        if (cell.provider === 'rehearsal') return Promise.resolve(`https://rehearsal.invalid/${file.sha256}`);
        throw noAddress(cell);
      },
    });
    const { engine, unchanged } = prepared;
    if (unchanged === null && isPaid) throw notPaidAfterAll(cell);
    if (unchanged !== null) {
      // It may be in the index, but not under its name yet: the disk was full just then.
      await resources.takes.reconcile([cellFileOf(cell)]);
      return { kind: finished?.id === unchanged.id ? 'made' : 'unchanged', takeId: unchanged.id };
    }
    const note = beginNote(prepared, resources, options);
    try {
      const take =
        engine.kind === 'inline'
          ? await runInlineCell(prepared, engine, resources, options, terms)
          : await runRemoteCell({ prepared, engine, uploads, terms, note }, resources, options);
      note?.succeeded(take.id);
      return { kind: 'made', takeId: take.id };
    } catch (error) {
      if (options.signal.reason instanceof DetachedError) note?.interrupted();
      else note?.failed(error);
      throw error;
    }
  }

  return async (cell, options) => {
    try {
      return await execute(cell, options);
    } catch (error) {
      throw await storageFailure(error, resources.takes);
    }
  };
}

/** The one place that all inferences pass, whoever makes them. */
function beginNote(
  { cell, engine, parameters, files }: PreparedCell,
  { history, documentId, documentFile }: RunResources,
  { runId }: ExecutionOptions,
): InferenceNote | undefined {
  const { key, provider, model, price } = cell;
  const isCharged = engine.kind === 'remote' && (price.highMicroUsd > 0 || !price.isKnown);
  const kind = provider === 'rehearsal' ? 'rehearsal' : isCharged ? 'paid' : 'free';
  const estimateMicroUsd = shownPrice(price);
  return history?.begin({
    runId,
    documentId,
    documentFile,
    cell: key,
    provider,
    model,
    kind,
    parameters,
    files,
    estimateMicroUsd,
  });
}

/** The plan promised a result that is paid already; making another one costs money that nobody has confirmed. */
function notPaidAfterAll(cell: PlannedCell): Error {
  return new ConfirmationRequiredError('paid', `The paid result of ${cell.key} is not to be had any more.`, {
    hint: 'Run the cell again: the plan shows what another one costs.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { usd: 0 },
  });
}

function noAddress(cell: PlannedCell): Error {
  return new LayerDependencyError('not-available', `A model of this machine cannot use the address of a file.`, {
    hint: 'Use .path instead of .url.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { cell: cell.key, property: 'url' },
  });
}
