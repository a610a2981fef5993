import type { CellGlance } from '../../studio/index.ts';

/** How far the cells of a lane are. */
export interface LaneCounts {
  all: number;
  done: number;
  stale: number;
  failed: number;
}

/** Counts cells; one that is out of date is not done. */
export function countCells(glances: Iterable<Pick<CellGlance, 'state' | 'stale'>>): LaneCounts {
  const counts = { all: 0, done: 0, stale: 0, failed: 0 };
  for (const { state, stale } of glances) {
    counts.all += 1;
    if (state === 'failed' || state === 'blocked' || state === 'unknown') counts.failed += 1;
    else if (stale) counts.stale += 1;
    else if (state === 'succeeded') counts.done += 1;
  }
  return counts;
}
