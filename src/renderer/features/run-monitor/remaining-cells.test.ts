import { expect, it } from 'vitest';
import type { CellKey } from '../../../shared/base/index.ts';
import type { CellRun, CellState } from '../../../shared/run/index.ts';
import { interruptionOf } from './remaining-cells.ts';

const cell = (key: string, state: CellState): CellRun => ({ key, state }) as CellRun;

it('counts finished and skipped cells as done, and leaves out cells that were removed since', () => {
  const cells = [
    cell('dawn/plate', 'succeeded'),
    cell('dawn/print', 'skipped'),
    cell('day/plate', 'running'),
    cell('day/print', 'queued'),
    cell('gone/plate', 'queued'),
  ];
  const existing = new Set(cells.slice(0, 4).map((each) => each.key)) as ReadonlySet<CellKey>;
  expect(interruptionOf(cells, existing)).toEqual({ done: 2, total: 5, remaining: ['day/plate', 'day/print'] });
});
