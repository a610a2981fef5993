import type { CellKey, TakeId } from '../../shared/base/index.ts';
import type { Studio } from './studio.ts';

/** The take that a cell shows: its pick, and just after a run the one just made, before the plan knows of it. */
export function takeOfCell({ documents, runs }: Studio, key: CellKey): TakeId | null {
  return documents.getState().planned.get(key)?.pickedTake ?? runs.getState().cells.get(key)?.takeId ?? null;
}
