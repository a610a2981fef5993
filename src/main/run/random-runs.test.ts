import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planOf } from '../../../tests/run/planned-cells.ts';
import { randomCells } from '../../../tests/run/random-cells.ts';
import { play, type Stage } from '../../../tests/run/run-stage.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { EngineCrashedError, ParameterValidationError, ProviderError, type CellKey } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { isTerminal } from '../../shared/run/index.ts';

const hint = { hint: 'h' };
const failures = {
  final: () => new ParameterValidationError('invalid', 'no', hint),
  server: () => new ProviderError('server', 'down', hint),
  'rate-limit': () => new ProviderError('rate-limit', 'slow', { hint: 'h', values: { retryAfterMs: 3_000 } }),
  crash: () => new EngineCrashedError('exited', 'crash', hint),
};

/** What happens next; `at` chooses the cell among those it can happen to. */
interface Happening {
  what:
    | 'end'
    | keyof typeof failures
    | 'pass'
    | 'cancel-cell'
    | 'pause'
    | 'resume'
    | 'join'
    | 'front'
    | 'cancel'
    | 'detach';
  at: number;
}

const happening = fc.record<Happening>({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<Happening['what']>('end', 'pass') },
    { weight: 4, arbitrary: fc.constantFrom<Happening['what']>('server', 'rate-limit', 'crash', 'join', 'front') },
    { weight: 2, arbitrary: fc.constantFrom<Happening['what']>('final', 'cancel-cell', 'pause', 'resume') },
    { weight: 1, arbitrary: fc.constantFrom<Happening['what']>('cancel', 'detach') },
  ),
  at: fc.nat({ max: 1_000 }),
});

const story = fc.record({
  cells: randomCells({ units: 4, layers: 3 }),
  onError: fc.constantFrom<('stop' | 'continue')[]>('stop', 'continue'),
  threads: fc.integer({ min: 1, max: 4 }),
  happenings: fc.array(happening, { maxLength: 40 }),
});

function choose<T>(items: readonly T[], at: number): T | undefined {
  return items[at % Math.max(1, items.length)];
}

async function happen(stage: Stage, cells: readonly PlannedCell[], { what, at }: Happening): Promise<void> {
  const running = choose(stage.running(), at);
  const any = choose(cells, at);
  switch (what) {
    case 'end':
      return running === undefined ? undefined : stage.end(running);
    case 'final':
    case 'server':
    case 'rate-limit':
    case 'crash':
      return running === undefined ? undefined : stage.fail(running, failures[what]());
    case 'pass':
      return stage.clock.advance(at * 10);
    case 'cancel-cell':
      return any === undefined ? undefined : stage.run.cancelCell(any.key);
    case 'join':
      stage.run.join(planOf(any === undefined ? [] : [any]));
      return;
    case 'front':
      return any === undefined ? undefined : stage.run.moveToFront([any.key]);
    case 'pause':
    case 'resume':
    case 'cancel':
    case 'detach':
      return stage.run[what]();
  }
}

/** Lets all that is left end well. */
async function finishUp(stage: Stage): Promise<void> {
  stage.run.resume();
  for (let step = 0; stage.run.record.endedAtMs === null; step++) {
    expect(step, `hangs with ${JSON.stringify(stage.states())}`).toBeLessThan(500);
    await stage.settle();
    const [running] = stage.running();
    if (running !== undefined) await stage.end(running);
    else await stage.clock.advanceToNext();
  }
}

it(
  'a run ends whatever happens to it, with a reason for every cell and no start after a failure that stops it',
  async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ cells, onError, threads, happenings }) => {
        const stage = play(planOf(cells, { onError }), { threads });
        let startsWhenStopped: number | null = null;
        const starts = (): number => stage.log.filter((line) => line.startsWith('+')).length;
        for (const each of happenings) {
          await stage.settle();
          const before = starts();
          await happen(stage, cells, each);
          expect(stage.running().length).toBeLessThanOrEqual(threads);
          const hasFailed = Object.values(stage.states()).includes('failed');
          const isStopped = (onError === 'stop' && hasFailed) || each.what === 'cancel' || each.what === 'detach';
          if (isStopped) startsWhenStopped ??= before;
        }
        await finishUp(stage);
        const record = await stage.run.finished;
        if (startsWhenStopped !== null) expect(starts()).toBe(startsWhenStopped);
        expect(record.cells.every((cell) => isTerminal(cell.state))).toBe(true);
        expect(stage.running()).toEqual([]);
        expect(stage.bugs).toEqual([]);
        const states = new Map<string, string>(record.cells.map((cell) => [cell.key, cell.state]));
        // A cell that was wanted again after it had blocked others may have become anything since, and be blocked itself.
        const reasons = ['failed', 'cancelled'];
        if (happenings.some(({ what }) => what === 'join')) reasons.push('succeeded', 'blocked');
        for (const { state, message } of record.cells) {
          if (state === 'blocked') expect(reasons).toContain(states.get(message ?? ''));
        }
      }),
      { numRuns: soakRuns(300, 10_000) },
    );
  },
  soakRuns(60_000, 600_000),
);

it(
  'a cell that nobody joins or cancels is started once for each try, and not before what it is made from',
  async () => {
    const quiet = story.map(({ happenings, ...rest }) => ({
      ...rest,
      happenings: happenings.filter(({ what }) => ['end', 'server', 'rate-limit', 'pass', 'front'].includes(what)),
    }));
    await fc.assert(
      fc.asyncProperty(quiet, async ({ cells, threads, happenings }) => {
        const stage = play(planOf(cells, { onError: 'continue' }), { threads });
        for (const each of happenings) await happen(stage, cells, each);
        await finishUp(stage);
        const { cells: ended } = await stage.run.finished;
        const lines = (line: string): number => stage.log.filter((each) => each === line).length;
        for (const { key, attempt } of ended) expect(lines(`+${key}`)).toBe(attempt);
        for (const { key, dependsOn } of cells) {
          if (lines(`+${key}`) === 0) continue;
          const firstStart = stage.log.indexOf(`+${key}`);
          const lastEnds = dependsOn.map((upstream: CellKey) => stage.log.lastIndexOf(upstream));
          for (const end of lastEnds) expect(end).toBeLessThan(firstStart);
        }
      }),
      { numRuns: soakRuns(300, 10_000) },
    );
  },
  soakRuns(60_000, 600_000),
);
