import type { CellExecutor } from './cell-executor.ts';
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
  const isForced = ({ key }: { key: Parameters<CellExecutor>[0]['key'] }): boolean =>
    typeof terms.force === 'boolean' ? terms.force : terms.force.has(key);

  return async (cell, options) => {
    const finished = await settleOpenJob(cell, resources, options);
    const prepared = await prepareCell(cell, resources);
    // What was paid before a crash counts, also where everything was to be made anew.
    if (finished !== null && finished.recipe?.hash === prepared.recipe?.hash) {
      return { kind: 'made', takeId: finished.id };
    }
    if (prepared.unchanged !== null && !isForced(cell)) return { kind: 'unchanged', takeId: prepared.unchanged.id };
    const { engine } = prepared;
    const take =
      engine.kind === 'inline'
        ? await runInlineCell(prepared, engine, resources, options)
        : await runRemoteCell({ prepared, engine, uploads, terms }, resources, options);
    return { kind: 'made', takeId: take.id };
  };
}
