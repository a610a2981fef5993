import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, systemClock } from '../../src/main/platform/index.ts';
import { createLedger } from '../../src/main/run/index.ts';
import { cellKey, documentId, layerName, microUsd, runId, takeId, unitId } from '../../src/shared/base/index.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar } from '../telar-process.ts';
import { writeStory } from './story.ts';

const model = 'replicate/black-forest-labs/flux-schnell';
const paid = { name: 'plate', asset_type: 'image', model, parameters: { prompt: 'x', output_format: 'png' } };

let fake: FakeReplicate;
beforeAll(async () => {
  fake = await startFakeReplicate();
});
afterAll(() => fake.close());

let home: string;
let file: string;
beforeEach(async () => {
  home = await freshFolder('jobs');
  file = await writeStory(home, [paid]);
});

/** Writes a job whose submission was lost into the ledger, as a killed process leaves it. */
async function lostJob(id: string, unit: string, prompt = 'x'): Promise<void> {
  await mkdir(join(home, 'outputs'), { recursive: true });
  const database = await openDatabase(home);
  const ledger = createLedger(database.direct, systemClock);
  const order = {
    unit: unitId.parse(unit),
    layer: layerName.parse('plate'),
    assetType: 'image' as const,
    fileName: `${unit}_layer0_image.png`,
    extension: 'png',
    model,
    endpoint: 'black-forest-labs/flux-schnell',
    recipe: null,
    prompt,
    input: { prompt, output_format: 'png' },
  };
  ledger.reserve(
    {
      id: takeId.parse(id),
      runId: runId.parse('run-1'),
      documentId: documentId.parse('d'),
      outputDir: join(home, 'outputs'),
      folderId: 'folder',
      cell: cellKey.parse(`${unit}/plate`),
      provider: 'replicate',
      reservedMicroUsd: microUsd.parse(3_000),
      order,
    },
    null,
  );
  ledger.record(takeId.parse(id), { kind: 'unknown' });
  await database.close();
}

const env = (): Record<string, string> => ({ REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl });
const jobs = (...args: string[]): ReturnType<typeof telar> =>
  telar(['jobs', file, '--json', ...args], { home, env: env() });

describe('telar jobs', () => {
  it('makes no folder where nothing was ever run', async () => {
    expect(await jobs()).toMatchObject({ code: 0, lines: [] });
    expect(existsSync(join(home, 'outputs'))).toBe(false);
  });

  it('lists what may have been charged, and lets one go by its cell', async () => {
    await lostJob('job-a', 'a');
    await lostJob('job-b', 'b');
    const [first, second] = (await jobs()).lines;
    expect(first).toMatchObject({
      type: 'job',
      id: 'job-a',
      cell: 'a/plate',
      model,
      state: 'unknown',
      remoteId: null,
      reservedUsd: 0.003,
    });
    expect(second).toMatchObject({ id: 'job-b' });
    const plan = await telar(['plan', file, '--json', '--cell', 'a/plate'], { home });
    expect(plan.lines[0]?.cells).toMatchObject([{ action: 'blocked', failure: { kind: 'submission-unknown' } }]);
    const { code, lines } = await jobs('--release', 'a/plate');
    expect({ code, lines }).toMatchObject({
      code: 0,
      lines: [
        { type: 'decided', jobId: 'job-a', decision: 'release' },
        { type: 'job', id: 'job-b' },
      ],
    });
    const again = await telar(['plan', file, '--json', '--cell', 'a/plate'], { home });
    expect(again.lines[0]?.cells).toMatchObject([{ action: 'run' }]);
  });

  it('looks one up again by its id, fetches its result and pays nothing', async () => {
    const create = await fetch(`${fake.baseUrl}/models/black-forest-labs/flux-schnell/predictions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input: { prompt: 'lost', output_format: 'png' } }),
    });
    expect(create.status).toBe(201);
    const before = fake.submissions;
    await lostJob('job-lost', 'a', 'lost');
    const { code, lines, stderr } = await jobs('--look-again', 'job-lost');
    expect({ code, lines, stderr }).toMatchObject({
      code: 0,
      lines: [{ type: 'decided', decision: 'look-again' }],
      stderr: '',
    });
    expect(existsSync(join(home, 'outputs', 'a_layer0_image.png'))).toBe(true);
    expect(fake.submissions).toBe(before);
    expect((await jobs()).lines).toEqual([]);
  });

  it.each([
    [['--release', 'nobody'], 'UsageError'],
    [['--release', 'a/plate', '--look-again', 'a/plate'], 'UsageError'],
  ])('%j changes nothing', async (args, code) => {
    await lostJob('job-a', 'a');
    expect(await jobs(...args)).toMatchObject({ code: 2, lines: [{ type: 'error', code }] });
    expect((await jobs()).lines).toHaveLength(1);
  });
});
