import type { MatrixDocument, MatrixHistory, undoEdit } from '../../shared/matrix/index.ts';

/** Steps of each direction that a menu shows. */
const shownSteps = 30;

/** A document with its history after a step. */
export interface TakenStep {
  matrix: MatrixDocument;
  history: MatrixHistory;
}

/** A step taken several times; null where there is none to take. */
export function repeated(take: typeof undoEdit, times: number, from: TakenStep): TakenStep | null {
  let taken: TakenStep | null = null;
  for (let count = 0; count < times; count += 1) {
    const { matrix, history } = taken ?? from;
    const next = take(matrix, history);
    if (next === null) break;
    taken = next;
  }
  return taken;
}

/** Labels of the steps that a menu shows, the newest first. */
export function newestLabels(steps: readonly { label: string }[]): string[] {
  return steps
    .slice(-shownSteps)
    .map(({ label }) => label)
    .reverse();
}
