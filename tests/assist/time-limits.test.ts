import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { freshFolder } from '../telar-process.ts';

let home: string;
let core: Core;
beforeAll(async () => {
  home = await freshFolder('time-limits');
  core = await createCore({
    home,
    resources: resolve(import.meta.dirname, '../../resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: createSourceLauncher(),
  });
});
afterAll(() => core.close());

const choices = { scope: { kind: 'all' }, overwrite: 'stale', rehearse: false } as const;
const consent = { budgetMicroUsd: null, confirmedMicroUsd: null, allowUnknownPrice: false };

/** Runs a picture of so many steps in a folder of its own. */
async function run(name: string, parameters: object, limits?: { maxSeconds: number }) {
  const file = join(home, `${name}.telar.json`);
  const cell = { model: 'local/telar-mini', parameters: { prompt: 'a red house', seed: 7, ...parameters } };
  const layers = [{ name: 'picture', asset_type: 'image', ...cell }];
  await writeFile(file, JSON.stringify({ telar: 1, output_dir: name, layers, units: [{ id: 'one' }] }));
  const started = await core.headless.run(file, choices, consent, () => undefined, limits);
  const { state, cells } = await started.finished;
  return { state, failure: cells[0]?.failure ?? null, picture: join(home, name, 'one_layer0_image.png') };
}

it('a picture that passes its limit stops and says so; the engine is there for the next one', async () => {
  // Sixteen pictures of a hundred steps: seconds of work, whatever the machine.
  const { state, failure, picture } = await run('long', { steps: 100, num_outputs: 16 }, { maxSeconds: 0.05 });
  expect(state).toBe('failed');
  expect(failure).toMatchObject({
    code: 'TimeLimitError',
    kind: 'passed',
    place: { unit: 'one', layer: 'picture' },
    values: { limit: 0.05 },
  });
  expect(failure?.hint).toMatch(/fewer steps/);
  expect(existsSync(picture)).toBe(false);

  const next = await run('short', { steps: 4 }, { maxSeconds: 600 });
  expect(next).toMatchObject({ state: 'succeeded', failure: null });
  expect(existsSync(next.picture)).toBe(true);
}, 60_000);

it('what a run took is kept for later estimates, whoever asked for it; one that was stopped teaches nothing', async () => {
  await run('again', { steps: 9, scheduler: 'heun', guidance_scale: 1 });
  const { models } = JSON.parse(await readFile(join(home, 'run-times.json'), 'utf8')) as {
    models: Record<string, { runs: { passes: number; isCold: boolean; workSeconds: number }[] }>;
  };
  // With guidance each step is two runs of the UNet; Heun's method takes two for all steps but the last.
  expect(models['local/telar-mini']?.runs).toMatchObject([{ passes: 8 }, { passes: 17, isCold: false }]);
  expect(models['local/telar-mini']?.runs.every(({ workSeconds }) => workSeconds > 0)).toBe(true);
}, 60_000);
