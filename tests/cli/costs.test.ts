import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/platform/index.ts';
import { costGroup } from '../../src/shared/contract/index.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar, type Finished } from '../telar-process.ts';
import { layer, writeStory } from './story.ts';

const model = 'replicate/black-forest-labs/flux-schnell';
const prompt = 'the word {{unit.id}}, Bearer abcdefgh1234';
const paid = { name: 'plate', asset_type: 'image', model, parameters: { prompt, output_format: 'png' } };
const units = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

let fake: FakeReplicate;
beforeAll(async () => {
  fake = await startFakeReplicate();
});
afterAll(() => fake.close());

let home: string;
let file: string;
beforeEach(async () => {
  home = await freshFolder('costs');
  file = await writeStory(home, [paid], units);
  fake.submissions = 0;
  fake.outcome = () => ({ status: 'succeeded' });
});

function call(args: string[], env: Record<string, string> = {}): Promise<Finished> {
  const access = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
  return telar([...args, '--json'], { home, env: { ...access, ...env } });
}

const run = (env: Record<string, string> = {}, ...more: string[]): Promise<Finished> =>
  call(['run', file, '--yes', '--on-error', 'continue', ...more], env);

async function set(settings: Record<string, unknown>): Promise<void> {
  const database = await openDatabase(home);
  for (const [key, value] of Object.entries(settings)) {
    database.direct.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(key, JSON.stringify(value));
  }
  await database.close();
}

describe('telar costs', () => {
  it('tells three paid cells the same by every group, once', async () => {
    expect((await run()).code).toBe(0);
    for (const by of costGroup.options) {
      const { lines } = await call(['costs', '--by', by]);
      const sums = lines.filter((line) => line.type === 'total');
      const spent = sums.reduce((sum, line) => sum + Math.round(Number(line.spentUsd) * 1_000_000), 0);
      expect({ by, spent, rows: sums.length }).toEqual({
        by,
        spent: 9_000,
        rows: by === 'cell' || by === 'unit' ? 3 : 1,
      });
    }
    const { lines } = await call(['costs']);
    expect(lines[0]).toMatchObject({ type: 'costs', isOn: true, spentUsd: 0.009, jobs: 3 });
    expect(lines.at(-1)).toMatchObject({ type: 'drift', model, jobs: 3, medianRatio: 1 });
    const csv = (await telar(['costs', '--csv'], { home })).stdout.trim().split('\r\n');
    expect([csv.length, csv[0]?.slice(0, 15)]).toEqual([4, 'ordered_at,date']);
    expect((await call(['costs', 'reset'])).lines).toMatchObject([{ type: 'reset' }]);
    expect((await call(['costs'])).lines[0]).toMatchObject({ spentUsd: 0, jobs: 0 });
    expect((await call(['costs', '--all'])).lines.filter((line) => line.type === 'total')).toHaveLength(1);
  });

  it('refuses what is no group and no day', async () => {
    expect((await call(['costs', '--by', 'moon'])).code).toBe(2);
    expect((await call(['costs', '--since', 'yesterday'])).code).toBe(2);
  });

  it('a limit of the day refuses a run before its first request, and what is spent counts in other documents', async () => {
    await set({ dayCapMicroUsd: 8_000, weekAlertMicroUsd: 3_000 });
    const refused = await run();
    expect([refused.code, fake.submissions]).toEqual([3, 0]);
    expect(refused.lines.at(-1)).toMatchObject({ code: 'BudgetExceededError', kind: 'day-cap' });
    const allowed = await run({}, '--cell', 'a/plate');
    expect(allowed.code).toBe(0);
    expect(allowed.lines.filter((line) => line.type === 'costAlert')).toMatchObject([
      { period: 'week', spentUsd: 0.003 },
    ]);
    file = await writeStory(join(home, 'other'), [paid], units.slice(0, 2));
    expect((await run()).lines.at(-1)).toMatchObject({ kind: 'day-cap', values: { wanted: 0.006, left: 0.005 } });
  });

  it('with TELAR_COSTS=off nothing is booked, but limits hold', async () => {
    await set({ dayCapMicroUsd: 9_000 });
    const off = { TELAR_COSTS: 'off' };
    expect((await run(off)).code).toBe(0);
    expect((await call(['costs'], off)).lines).toMatchObject([{ isOn: false, spentUsd: 0 }]);
    expect((await call(['costs'])).lines.filter((line) => line.type === 'total')).toEqual([]);
    file = await writeStory(join(home, 'other'), [paid], units.slice(0, 1));
    expect((await run(off)).code).toBe(3);
  });
});

describe('telar history', () => {
  it('has every inference, also free, rehearsed and failed ones, without secrets', async () => {
    fake.outcome = ({ prompt: text }) =>
      String(text).includes('word b')
        ? { status: 'failed', error: `key ${fake.token} and r8_abcdefgh1234 are no good` }
        : { status: 'succeeded' };
    file = await writeStory(home, [paid, layer('local')], units.slice(0, 2));
    expect((await run()).code).toBe(1);
    await run({}, '--rehearse', '--cell', 'a/plate');
    const { lines } = await call(['history']);
    const story = lines.map(({ cell, kind, state, chargedUsd }) => ({ cell, kind, state, chargedUsd }));
    expect(story[0]).toEqual({ cell: 'a/plate', kind: 'rehearsal', state: 'succeeded', chargedUsd: null });
    expect(story.slice(1).sort((x, y) => (String(x.cell) < String(y.cell) ? -1 : 1))).toEqual([
      { cell: 'a/local', kind: 'free', state: 'succeeded', chargedUsd: null },
      { cell: 'a/plate', kind: 'paid', state: 'succeeded', chargedUsd: 0.003 },
      { cell: 'b/local', kind: 'free', state: 'succeeded', chargedUsd: null },
      { cell: 'b/plate', kind: 'paid', state: 'failed', chargedUsd: expect.any(Number) as number },
    ]);
    const made = lines.find((line) => line.cell === 'a/plate' && line.kind === 'paid');
    expect(made?.parameters).toMatchObject({ prompt: 'the word a, Bearer [redacted]', output_format: 'png' });
    expect(fake.predictions.map((each) => each.id)).toContain(made?.providerRequestId);
    expect((await call(['history', '--failed'])).lines).toMatchObject([{ cell: 'b/plate' }]);

    const log = await readFile(join(home, 'logs', 'inferences.log'), 'utf8');
    const events = log
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events.sort()).toEqual([
      ...Array<string>(1).fill('failed'),
      ...Array<string>(5).fill('started'),
      ...Array<string>(4).fill('succeeded'),
    ]);
    for (const text of [log, JSON.stringify(lines), await readFile(join(home, 'logs', 'telar.log'), 'utf8')]) {
      expect(text).not.toMatch(/r8_abcdefgh|abcdefgh1234|r8_test/);
    }
  });
});
