import { readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar } from '../telar-process.ts';
import { brokenPicture, chain, layer, planned, ran, writeStory } from './story.ts';

let home: string;
beforeEach(async () => {
  home = await freshFolder('flags');
});

/** The files of a folder that a user sees. */
const shown = async (folder: string): Promise<string[]> =>
  existsSync(folder) ? (await readdir(folder)).filter((name) => !name.startsWith('.')).sort() : [];

describe('flags that choose cells', () => {
  const run = 'run';
  const blocked = 'blocked';
  it.each([
    [[], { 'a/plate': run, 'a/copy': run, 'a/print': run, 'b/plate': run, 'b/copy': run, 'b/print': run }],
    [['--unit', 'b'], { 'b/plate': run, 'b/copy': run, 'b/print': run }],
    [['--layer', 'plate'], { 'a/plate': run, 'b/plate': run }],
    [['--layer', '0'], { 'a/plate': run, 'b/plate': run }],
    [['--cell', 'a/plate'], { 'a/plate': run }],
    // A scope never widens by itself: what it needs is not there.
    [['--cell', 'a/copy'], { 'a/copy': blocked }],
    [['--cell', 'a/1'], { 'a/copy': blocked }],
    [['--to', 'a/copy'], { 'a/plate': run, 'a/copy': run }],
    [['--from', 'b/plate'], { 'b/plate': run, 'b/copy': run, 'b/print': run }],
  ] as [string[], object][])('%j', async (args, cells) => {
    expect(await planned(home, await writeStory(home, chain), ...args)).toEqual(cells);
  });

  it('--stale takes what is out of date, --unit with it is refused', async () => {
    const file = await writeStory(home, chain);
    expect((await ran(home, file)).last).toMatchObject({ done: 6 });
    const units = [{ id: 'a' }, { id: 'b', cells: { copy: { parameters: { prompt: 'a boat' } } } }, { id: 'c' }];
    await writeStory(home, chain, units);
    expect(await planned(home, file, '--stale')).toEqual({ 'b/copy': 'run', 'b/print': 'run' });
    expect((await telar(['plan', file, '--stale', '--unit', 'b'], { home })).code).toBe(2);
  });

  it('--failed takes what the last run did not get done, and what waits for it', async () => {
    await writeFile(join(home, 'broken.png'), brokenPicture);
    const units = [{ id: 'a' }, { id: 'b', cells: { plate: { parameters: { image: 'broken.png' } } } }];
    const file = await writeStory(home, chain, units);
    expect((await ran(home, file, '--on-error', 'continue')).last).toMatchObject({ done: 3, failed: 1, blocked: 2 });
    expect(await planned(home, file, '--failed')).toEqual({ 'b/plate': 'run', 'b/copy': 'run', 'b/print': 'run' });
  });
});

describe('flags that say how', () => {
  it('--overwrite keeps, redoes what is stale, or redoes all', async () => {
    const file = await writeStory(home, [layer('plate')]);
    await ran(home, file);
    await writeStory(
      home,
      [layer('plate', { prompt: 'a boat' })],
      [{ id: 'a' }, { id: 'b', cells: { plate: { parameters: { prompt: 'a house' } } } }],
    );
    expect(await planned(home, file)).toEqual({ 'a/plate': 'run', 'b/plate': 'skip' });
    expect(await planned(home, file, '--overwrite', 'never')).toEqual({ 'a/plate': 'skip', 'b/plate': 'skip' });
    expect(await planned(home, file, '--overwrite', 'always')).toEqual({ 'a/plate': 'run', 'b/plate': 'run' });
  });

  it.each([
    ['stop', { done: 0, failed: 1, cancelled: 2 }],
    ['continue', { done: 2, failed: 1, cancelled: 0 }],
  ])('--on-error %s', async (rule, counts) => {
    await writeFile(join(home, 'broken.png'), brokenPicture);
    const units = [{ id: 'a', cells: { plate: { parameters: { image: 'broken.png' } } } }, { id: 'b' }, { id: 'c' }];
    const file = await writeStory(home, [layer('plate')], units);
    expect((await ran(home, file, '--on-error', rule, '--max-threads', '1')).last).toMatchObject(counts);
  });

  it.each([1, 3])('--max-threads %i', async (threads) => {
    const units = Array.from({ length: 6 }, (_, index) => ({ id: `u${index}` }));
    const film = { asset_type: 'video', model: 'replicate/bytedance/seedance-1-lite', parameters: { prompt: 'waves' } };
    const file = await writeStory(home, [{ name: 'film', ...film }], units);
    const { finished } = await ran(home, file, '--rehearse', '--max-threads', String(threads));
    const running = new Set<unknown>();
    let most = 0;
    for (const { type, unit, state } of finished.lines) {
      if (type !== 'cell') continue;
      if (state === 'running') running.add(unit);
      else running.delete(unit);
      most = Math.max(most, running.size);
    }
    expect(most).toBe(threads);
  });

  it('--strict refuses what --no-strict leaves out with a warning, whatever the document says', async () => {
    const layers = [layer('plate', { image: '{{prev_unit.layers.0.path}}' })];
    const lenient = await writeStory(home, layers, [{ id: 'a' }], { settings: { strict: false } });
    expect((await ran(home, lenient)).code).toBe(0);
    expect(await ran(home, lenient, '--strict')).toMatchObject({ code: 2, last: { code: 'LayerDependencyError' } });
    const strict = await writeStory(join(home, 'other'), layers, [{ id: 'a' }]);
    expect((await ran(home, strict)).code).toBe(2);
    const { code, finished } = await ran(home, strict, '--no-strict');
    expect({ code, warned: finished.stderr.includes('image') }).toEqual({ code: 0, warned: true });
  });

  it('--rehearse works in a folder of its own', async () => {
    const file = await writeStory(home, chain, [{ id: 'a' }]);
    expect((await ran(home, file, '--rehearse')).last).toMatchObject({ rehearsal: true, done: 3, costUsd: 0 });
    expect(await shown(join(home, 'outputs'))).toEqual([]);
    expect(await shown(join(home, 'outputs-rehearsal'))).toHaveLength(3);
  });

  it('--output-dir is seen from the current folder, not from the document’s', async () => {
    const file = await writeStory(join(home, 'project'), [layer('plate')], [{ id: 'a' }]);
    await telar(['run', file, '--output-dir', 'elsewhere'], { home, cwd: home });
    expect(await shown(join(home, 'elsewhere'))).toEqual(['a_layer0_image.png']);
    expect(await shown(join(home, 'project', 'outputs'))).toEqual([]);
  });

  it('without --json there are lines for people, and none of them on a plan is JSON', async () => {
    const file = await writeStory(home, [layer('plate')], [{ id: 'a' }]);
    const { stdout } = await telar(['plan', file], { home });
    expect(stdout).toContain('1 to run, 0 up to date, 0 blocked · free');
    const run = await telar(['run', file], { home });
    expect(run.stdout).toMatch(/^a\/plate: succeeded\nRun succeeded: 1 done \(\d+\.\d s\)\n$/);
  });
});

describe('flags about money', () => {
  let fake: FakeReplicate;
  beforeAll(async () => {
    fake = await startFakeReplicate();
  });
  afterAll(() => fake.close());

  const paid = {
    name: 'plate',
    asset_type: 'image',
    model: 'replicate/black-forest-labs/flux-schnell',
    parameters: { prompt: 'x', output_format: 'png' },
  };

  it('--yes pays, and only once; without it and over --budget nothing is sent', async () => {
    const file = await writeStory(home, [paid], [{ id: 'a' }]);
    const env = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
    const run = async (...args: string[]): Promise<unknown[]> => {
      const { code, lines } = await telar(['run', file, '--json', ...args], { home, env });
      return [code, lines.at(-1)?.code ?? lines.at(-1)?.done, fake.submissions];
    };
    expect(await run()).toEqual([3, 'ConfirmationRequiredError', 0]);
    expect(await run('--budget', '1')).toEqual([3, 'ConfirmationRequiredError', 0]);
    expect(await run('--yes', '--budget', '0.0001')).toEqual([3, 'BudgetExceededError', 0]);
    expect(await run('--yes', '--budget', '1')).toEqual([0, 1, 1]);
    expect(await run('--yes')).toEqual([0, 0, 1]);
  });

  it.each([
    ['no limit', [], {}, undefined],
    ['enough', ['--budget', '0.006'], {}, false],
    ['too little', ['--budget', '0.005'], {}, true],
    ['too little in the document', ['--budget', '1'], { settings: { budget_usd: 0.005 } }, true],
    ['too little for what a rehearsal does not cost', ['--budget', '0.005', '--rehearse'], {}, false],
  ] as const)('plan says whether the price fits: %s', async (_name, args, more, exceeds) => {
    const file = await writeStory(home, [paid], [{ id: 'a' }, { id: 'b' }], more);
    const { code, lines } = await telar(['plan', file, '--json', ...args], { home });
    const { totals, warnings } = lines[0] as { totals: { exceedsBudget?: boolean }; warnings: string[] };
    expect({ code, exceeds: totals.exceedsBudget }).toEqual({ code: 0, exceeds });
    expect(warnings).toEqual(exceeds === true ? [expect.stringContaining('more than the limit of $0.005')] : []);
    const text = (await telar(['plan', file, ...args], { home })).stdout;
    expect(text.includes('more than the limit')).toBe(exceeds === true);
  });
});
