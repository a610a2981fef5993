import { basename, join } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import type { TakeId } from '../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import type { TakeStore } from '../artifact/index.ts';

/** What a cell has: its picked take, published under the conventional name. */
export interface CellAsset {
  cell: PlannedCell;
  take: Take;
  /** Absolute path of the conventional file. */
  path: string;
}

/** The assets of a plan's cells in document order; a cell without a take has none. */
export function assetsOf(plan: RunPlan, takes: TakeStore): CellAsset[] {
  return plan.cells.flatMap((cell) => {
    const take = takes.pickOf(cell.key);
    return take === null ? [] : [{ cell, take, path: join(takes.outputDir, basename(cell.path)) }];
  });
}

/** All takes of a plan's cells: in document order, the picked one first, then in the order they were delivered. */
export function takesOf(plan: RunPlan, takes: TakeStore): CellAsset[] {
  return assetsOf(plan, takes).flatMap((picked) => {
    const isOther = (take: Take): boolean =>
      take.id !== picked.take.id && take.unit === picked.cell.unit && take.layer === picked.cell.layerName;
    const others = takes.list().filter(isOther).sort(byNumber);
    return [picked, ...others.map((take) => ({ cell: picked.cell, take, path: takes.fileOf(take) }))];
  });
}

/** A take of a job, wherever it belongs. */
export interface DeliveredTake {
  take: Take;
  /** Absolute path of its own file. */
  path: string;
}

/** What a job has delivered, the first output first. */
export function deliveredBy(jobId: TakeId, takes: TakeStore): DeliveredTake[] {
  const isOwn = (take: Take): boolean => take.id === jobId || take.id.startsWith(`${jobId}-`);
  return takes
    .list()
    .filter(isOwn)
    .sort(byNumber)
    .map((take) => ({ take, path: takes.fileOf(take) }));
}

/** Further outputs of a call have the number of the output at the end of their id. */
function byNumber(a: Take, b: Take): number {
  return a.id.localeCompare(b.id, 'en', { numeric: true });
}
