import { useEffect, useMemo } from 'react';
import type { CellRun } from '../../../shared/run/index.ts';
import { isActive, useDocument, usePaces, useStudio, type NewestRun } from '../../studio/index.ts';
import { timeLeft } from './time-left.ts';

/** How long the rest of a run takes, in milliseconds; null while that is not known, and once it has ended. */
export function useTimeLeft(run: NewestRun, cells: readonly CellRun[], nowMs: number): number | null {
  const { paces } = useStudio();
  const known = usePaces((state) => state.paces);
  const planned = useDocument((state) => state.planned);
  const models = useMemo(
    () => [...new Set([...planned.values()].map((cell) => cell.model))].sort().join('\n'),
    [planned],
  );
  useEffect(() => {
    if (models !== '') void paces.ask(models.split('\n'));
  }, [paces, models]);
  if (run.state !== 'running' || !isActive(run)) return null;
  return timeLeft(cells, { nowMs, paces: known, modelOf: (cell) => planned.get(cell.key)?.model ?? null });
}
