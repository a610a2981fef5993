import { ConfirmationRequiredError, diskFailure, LayerDependencyError } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import type { CellExecutor, ExecutionResult } from './cell-executor.ts';
import { runInlineCell } from './inline-cell.ts';
import { prepareCell } from './prepare-cell.ts';
import { settleOpenJob } from './remote/open-job.ts';
import { runRemoteCell } from './remote/remote-cell.ts';
import { createUploads } from './remote/uploads.ts';
import type { RunResources, RunTerms } from './run-resources.ts';

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
    if (unchanged !== null) return { kind: finished?.id === unchanged.id ? 'made' : 'unchanged', takeId: unchanged.id };
    const take =
      engine.kind === 'inline'
        ? await runInlineCell(prepared, engine, resources, options)
        : await runRemoteCell({ prepared, engine, uploads, terms }, resources, options);
    return { kind: 'made', takeId: take.id };
  }

  return async (cell, options) => {
    try {
      return await execute(cell, options);
    } catch (error) {
      throw diskFailure(error, resources.takes.outputDir) ?? error;
    }
  };
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
