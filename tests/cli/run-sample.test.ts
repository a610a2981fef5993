import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../judge.ts';
import { freshFolder, sampleFile, telar, type Finished } from '../telar-process.ts';

interface SampleUnit {
  id: string;
  vars: Record<string, string>;
}

let home: string;
let out: string;
let first: Finished;

beforeAll(async () => {
  home = await freshFolder('home');
  out = join(await freshFolder('work'), 'out');
  first = await telar(['run', sampleFile, '--output-dir', out, '--json'], { home });
}, 120_000);

const rerun = (...args: string[]): Promise<Finished> =>
  telar(['run', sampleFile, '--output-dir', out, '--json', ...args], { home });

describe('telar run of the sample story', () => {
  it('makes all twelve cells and ends with the run’s result', () => {
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(first.lines.at(-1)).toMatchObject({
      type: 'run',
      state: 'succeeded',
      done: 12,
      failed: 0,
      skipped: 0,
      blocked: 0,
      costUsd: 0,
    });
  });

  it('tells of each cell from queued over running, with its steps, to succeeded', () => {
    const states = first.lines.filter((line) => line.unit === 'dawn' && line.layerName === 'plate');
    expect([...new Set(states.map((line) => line.state))]).toEqual(['queued', 'running', 'succeeded']);
    expect(states.some((line) => typeof line.step === 'number')).toBe(true);
    expect(states.every((line) => line.type === 'cell' && line.layer === 0)).toBe(true);
  });

  it('writes files of the conventional names', async () => {
    const names = ['dawn', 'day', 'sunset', 'night'].flatMap((unit) =>
      [0, 1, 2].map((n) => `${unit}_layer${n}_image.png`),
    );
    expect((await readdir(out)).sort()).toEqual([...names, '.takes'].sort());
  });

  it('paints on each plate what its prompt asks for', async () => {
    const sample = JSON.parse(await readFile(sampleFile, 'utf8')) as { units: SampleUnit[] };
    for (const unit of sample.units) {
      const seen = await judge(join(out, `${unit.id}_layer0_image.png`));
      expect({ unit: unit.id, ...seen }).toMatchObject({ unit: unit.id, time: unit.id, object: 'tower' });
      expect(seen.colour).toBe(unit.vars.colour);
      expect(seen.position).toBe(unit.vars.position);
    }
  });

  it('does nothing again, and everything again when told to', async () => {
    expect((await rerun()).lines.at(-1)).toMatchObject({ done: 0, skipped: 12, state: 'succeeded' });
    expect((await rerun('--overwrite', 'never')).lines.at(-1)).toMatchObject({ done: 0, skipped: 12 });
    const forced = await rerun('--overwrite', 'always', '--unit', 'day');
    expect(forced.lines.at(-1)).toMatchObject({ done: 3, skipped: 0 });
  }, 60_000);

  it('plans in one line, in document order, with the reasons', async () => {
    const plan = await telar(['plan', sampleFile, '--output-dir', out, '--json'], { home });
    expect(plan.lines).toHaveLength(1);
    const cells = plan.lines[0]?.cells as Record<string, unknown>[];
    expect(cells.map((cell) => `${String(cell.unit)}/${String(cell.layerName)}`).slice(0, 4)).toEqual([
      'dawn/plate',
      'dawn/variation',
      'dawn/print',
      'day/plate',
    ]);
    expect(cells[1]).toMatchObject({
      layer: 1,
      assetType: 'image',
      model: 'local/telar-mini',
      dependsOn: ['dawn/plate'],
      path: `${out}/dawn_layer1_image.png`,
      action: 'skip',
      why: ['up to date'],
      price: { lowUsd: 0, highUsd: 0, basis: 'free' },
    });
    expect(plan.lines[0]?.totals).toMatchObject({ cells: 12, run: 0, skip: 12, blocked: 0 });
  });

  it('runs without any network, not even loopback', async () => {
    const offline = { home: await freshFolder('home'), wrapper: ['unshare', '-rn'] };
    const result = await telar(['run', sampleFile, '--output-dir', 'out', '--json', '--unit', 'dawn'], offline);
    expect(result.lines.at(-1)).toMatchObject({ state: 'succeeded', done: 3 });
  }, 60_000);
});
