import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, withLockFile } from '../../src/main/platform/index.ts';
import { plainPng } from '../fakes/replicate/png.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { finish, freshFolder, startTelar, telar } from '../telar-process.ts';
import { writeStory } from './story.ts';

const model = 'replicate/black-forest-labs/flux-schnell';
const plate = {
  name: 'plate',
  asset_type: 'image',
  model: 'replicate/bytedance/seedream-4',
  parameters: { prompt: 'x', image_input: ['start.png'] },
};

let home: string;
let replicate: FakeReplicate;
let env: Record<string, string>;
beforeEach(async () => {
  home = await freshFolder('two');
  replicate = await startFakeReplicate();
  env = { REPLICATE_API_TOKEN: replicate.token, REPLICATE_BASE_URL: replicate.baseUrl };
});
afterEach(() => replicate.close());

it('cells that another process has made since the plan are not paid again', async () => {
  await writeFile(join(home, 'start.png'), plainPng(8, 8, [1, 2, 3]));
  const file = await writeStory(home, [plate], [{ id: 'a' }]);
  // It works long on what comes before the order.
  let isHeld = true;
  replicate.faults.upload = () => (isHeld ? { kind: 'status', status: 502 } : null);
  const first = finish(startTelar(['run', file, '--yes', '--json'], { home, env }));
  await expect.poll(() => replicate.calls.length, { timeout: 15_000 }).toBeGreaterThan(0);
  // The second one plans meanwhile, and gets the folder only when the first has ended.
  const second = await withLockFile(join(home, 'outputs', '.takes', 'run.lock.busy'), async () => {
    const begun = finish(startTelar(['run', file, '--yes', '--json'], { home, env }));
    await sleep(1_500);
    isHeld = false;
    expect((await first).code).toBe(0);
    return { begun };
  });
  expect([(await second.begun).code, replicate.submissions]).toEqual([0, 1]);
}, 60_000);

it('limits of the day hold for inferences that begin at the same moment, also with the books off', async () => {
  for (const TELAR_COSTS of ['on', 'off']) {
    const own = await freshFolder('limit');
    const before = replicate.submissions;
    const database = await openDatabase(own);
    database.direct.prepare("INSERT INTO settings (key, value) VALUES ('dayCapMicroUsd', '6000')").run();
    await database.close();
    const infer = ['infer', model, 'prompt=x', 'output_format=png', '--yes', '--json'];
    const all = Array.from({ length: 4 }, () => telar(infer, { home: own, env: { ...env, TELAR_COSTS } }));
    const codes = (await Promise.all(all)).map(({ code }) => code).sort();
    expect([codes, replicate.submissions - before]).toEqual([[0, 0, 3, 3], 2]);
  }
}, 60_000);
