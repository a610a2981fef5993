import { expect, it } from 'vitest';
import type { CellKey } from '../../../shared/base/index.ts';
import type { OpenJob } from '../../../shared/contract/index.ts';
import type { CellRun, CellState } from '../../../shared/run/index.ts';
import { interruptionOf } from './remaining-cells.ts';

const cell = (key: string, state: CellState): CellRun => ({ key, state }) as CellRun;
const job = (key: string, state: OpenJob['state']): OpenJob => ({ cell: key, state }) as OpenJob;

const cells = [
  cell('dawn/plate', 'succeeded'),
  cell('dawn/print', 'skipped'),
  cell('day/plate', 'running'),
  cell('day/print', 'queued'),
  cell('gone/plate', 'queued'),
];
const existing = new Set(cells.slice(0, 4).map((each) => each.key)) as ReadonlySet<CellKey>;

it('counts finished and skipped cells as done, and leaves out cells that were removed since', () => {
  const remaining = ['day/plate', 'day/print'];
  expect(interruptionOf(cells, existing, [])).toEqual({ done: 2, total: 5, remaining, reattached: 0, undecided: 0 });
});

it('does not offer to run again what is being fetched or may have been charged', () => {
  const jobs = [job('day/plate', 'submitted'), job('day/print', 'unknown')];
  expect(interruptionOf(cells, existing, jobs)).toMatchObject({ remaining: [], reattached: 1, undecided: 1 });
});
