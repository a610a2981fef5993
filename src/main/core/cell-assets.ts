import { basename, join } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
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
