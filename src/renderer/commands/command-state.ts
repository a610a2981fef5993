import { isActive, type Studio } from '../studio/index.ts';

export function hasDocument({ documents }: Studio): boolean {
  return documents.getState().document !== null;
}

export function canEdit({ documents }: Studio): boolean {
  return documents.getState().document?.readOnly === null;
}

export function isRunning({ runs }: Studio): boolean {
  const { run } = runs.getState();
  return run !== null && isActive(run);
}

export function canRun(studio: Studio): boolean {
  return hasDocument(studio) && !isRunning(studio) && !studio.launch.getState().busy;
}

/** Whether cells are selected on the canvas. The table has its own clipboard, of ranges. */
export function hasCells({ view }: Studio): boolean {
  const { selection, matrixView } = view.getState();
  return selection.size > 0 && matrixView === 'graph';
}
