import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/platform/index.ts';
import { outputBytes } from '../fakes/provider/media.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { finish, freshFolder, startTelar, telar } from '../telar-process.ts';

const painter = 'replicate/acme/painter';
let home: string;
let replicate: FakeReplicate;
let env: Record<string, string>;
beforeEach(async () => {
  home = await freshFolder('resume');
  replicate = await startFakeReplicate();
  env = { REPLICATE_API_TOKEN: replicate.token, REPLICATE_BASE_URL: replicate.baseUrl };
});
afterEach(() => replicate.close());

const file = (): string => join(home, 'templates', 'painter.json');

/** The user's own template of a picture model. */
async function putTemplate(usd: number, version = '1', properties: object = {}): Promise<void> {
  await mkdir(join(home, 'templates'), { recursive: true });
  const template = {
    telar_template: 1,
    id: painter,
    provider: 'replicate',
    endpoint: 'acme/painter',
    version,
    title: 'Painter',
    output: { asset_type: 'image', extension: 'png' },
    parameters: {
      type: 'object',
      required: ['prompt', ...Object.keys(properties)],
      properties: { prompt: { type: 'string' }, ...properties },
    },
    cost: { kind: 'per-output', usd },
  };
  await writeFile(file(), JSON.stringify(template));
}

async function statesOfJobs(): Promise<string[]> {
  const database = await openDatabase(home);
  const rows = database.direct.prepare('SELECT state FROM ledger_jobs').all() as { state: string }[];
  await database.close();
  return rows.map(({ state }) => state);
}

/** Begins an inference and kills it once its only job stands like this. */
async function killAt(state: string): Promise<void> {
  const child = startTelar(['infer', painter, 'prompt=a boat', '--yes', '--json'], { home, env });
  const finished = finish(child);
  await expect.poll(() => replicate.predictions.length, { timeout: 15_000 }).toBe(1);
  await expect.poll(statesOfJobs, { timeout: 5_000 }).toEqual([state]);
  child.kill('SIGKILL');
  await finished;
}

const resume = (): ReturnType<typeof telar> => telar(['infer', '--resume', '--json'], { home, env });

/** The resumed inference has delivered the one picture that was paid, for the price of its order. */
async function expectTheResult(): Promise<void> {
  const { code, lines } = await resume();
  const { id } = replicate.predictions[0]!;
  const result = lines.at(-1) as { paths: string[] };
  expect([code, result]).toEqual([
    0,
    expect.objectContaining({ type: 'result', model: painter, costUsd: 0.02, providerRequestId: id }),
  ]);
  expect(await readFile(result.paths[0]!)).toEqual(outputBytes(id, 0));
  expect([replicate.submissions, await statesOfJobs()]).toEqual([1, ['charged']]);
}

describe('a killed inference is fetched, charged as it was ordered, and not paid again', () => {
  it('when it was killed before the provider’s answer', async () => {
    await putTemplate(0.02);
    replicate.faults.create = () => ({ kind: 'accepted', answer: { kind: 'silent' } });
    await killAt('intent');
    delete replicate.faults.create;
    await expectTheResult();
  }, 60_000);

  it.each<[string, () => Promise<void>]>([
    ['its template was removed', () => rm(file())],
    ['its template has a new version', () => putTemplate(0.03, '2')],
    ['its template wants more parameters', () => putTemplate(0.02, '2', { style: { type: 'string' } })],
    ['its template has another price', () => putTemplate(0.5)],
  ])(
    'when %s meanwhile',
    async (_what, change) => {
      await putTemplate(0.02);
      replicate.latencyMs = () => 2_500;
      await killAt('submitted');
      await change();
      await expectTheResult();
    },
    60_000,
  );
});

it('a parameter called like a part of every object is refused, not left out in silence', async () => {
  await putTemplate(0.02);
  const { code } = await telar(['infer', painter, 'prompt=x', '__proto__=1', '--yes', '--json'], { home, env });
  expect([code, replicate.submissions]).toEqual([2, 0]);
});
