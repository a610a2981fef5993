import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shownState, useDocument, useRuns } from '../../studio/index.ts';
import { findInMatrix, type FoundText } from './find-cells.ts';

/** What the open document holds of a query, at once: Enter may come right after the last letter. Follows edits and runs. */
export function useFound(query: string): FoundText[] {
  const { t } = useTranslation();
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const cells = useDocument((state) => state.cells);
  const planned = useDocument((state) => state.planned);
  const runCells = useRuns((state) => state.cells);
  const run = useRuns((state) => state.run);
  return useMemo(() => {
    if (matrix === null) return [];
    return findInMatrix(
      {
        matrix,
        cells,
        stateOf(key) {
          const plan = planned.get(key);
          const hasPick = plan?.pickedTake != null;
          const facts = { run, cell: runCells.get(key) ?? null, hasPick, isUndecided: false, pickedAtMs: null };
          const state = t(`state.${shownState(facts)}`);
          return plan?.stale === true ? `${state}, ${t('matrix.outOfDate')}` : state;
        },
      },
      query,
    );
  }, [matrix, cells, planned, run, runCells, query, t]);
}
