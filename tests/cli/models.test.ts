import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueDocument } from '../fakes/fal/queue-document.ts';
import { startFakeFal, type FakeFal } from '../fakes/fal/server.ts';
import { pictureMaker } from '../fakes/replicate/published-model.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar, type Finished } from '../telar-process.ts';

let home: string;
let replicate: FakeReplicate;
let fal: FakeFal;

beforeEach(async () => {
  home = await freshFolder('models');
  replicate = await startFakeReplicate();
  fal = await startFakeFal();
  replicate.models.set('/models/someone/picture-maker', pictureMaker());
});

afterEach(async () => {
  await Promise.all([replicate.close(), fal.close()]);
});

const models = (...args: string[]): Promise<Finished> =>
  telar(['models', ...args, '--json'], {
    home,
    env: {
      REPLICATE_API_TOKEN: replicate.token,
      REPLICATE_BASE_URL: replicate.baseUrl,
      FAL_KEY: fal.token,
      FAL_BASE_URL: fal.baseUrl,
    },
  });

const id = 'replicate/someone/picture-maker';
const file = (): string => join(home, 'templates', 'replicate', 'someone--picture-maker.json');

describe('telar models add', () => {
  it('writes a template with the price that was typed, which documents can use', async () => {
    const added = await models(
      'add',
      'https://replicate.com/someone/picture-maker',
      '--price',
      '0.004/output',
      '--yes',
    );
    expect({ code: added.code, last: added.lines.at(-1) }).toMatchObject({
      code: 0,
      last: { type: 'added', id, assetType: 'image', availability: 'ready', file: file() },
    });
    expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({
      id,
      endpoint: 'someone/picture-maker',
      output: { asset_type: 'image', extension: { parameter: 'output_format', default: 'png' } },
      cost: {
        kind: 'per-output',
        usd: 0.004,
        count: { parameter: 'num_outputs', meaning: 'exact' },
        confidence: 'typed-in',
      },
      source: { confidence: 'documented' },
    });
    const shown = await models('show', id);
    expect(shown.lines[0]).toMatchObject({ type: 'model', id, template: { title: 'Picture maker' } });
    expect(replicate.submissions).toBe(0);
  });

  it('takes the price that fal tells', async () => {
    const endpoint = 'fal-ai/painter';
    fal.schemas.set(endpoint, queueDocument(endpoint));
    fal.prices.push({ endpoint_id: endpoint, unit_price: 0.05, unit: 'images', currency: 'USD' });
    const { code, lines } = await models('add', endpoint, '--yes');
    expect({ code, last: lines.at(-1) }).toMatchObject({
      code: 0,
      last: { type: 'added', cost: { kind: 'per-output', usd: 0.05, confidence: 'documented' } },
    });
  });

  it('pins the version of a model that runs only by it', async () => {
    replicate.models.set('/models/someone/picture-maker', pictureMaker({ isOfficial: false }));
    const { lines } = await models('add', 'someone/picture-maker', '--yes');
    expect(lines.at(-1)).toMatchObject({ type: 'added', id: `${id}:${'a'.repeat(64)}` });
  });

  it.each([
    [['add', 'someone/picture-maker'], 3, { code: 'ConfirmationRequiredError', kind: 'model' }],
    [['add', 'someone/unknown', '--yes'], 2, { code: 'ModelNotFoundError', kind: 'unknown-model' }],
    [
      ['add', 'https://evil.example/someone/picture-maker', '--yes'],
      2,
      { code: 'TemplateError', kind: 'bad-model-id' },
    ],
    [['add', 'someone/picture-maker', '--price', '0/output', '--yes'], 2, { code: 'UsageError' }],
    [['add', 'someone/picture-maker', '--price', '1/moon', '--yes'], 2, { code: 'UsageError' }],
    [['add', 'someone/picture-maker', '--price', '1/second', '--yes'], 2, { code: 'UsageError' }],
    [['remove', 'local/telar-mini'], 2, { code: 'TemplateError', kind: 'shipped' }],
    [['remove', 'replicate/no/such'], 2, { code: 'ModelNotFoundError' }],
    [['list', '--type', 'smell'], 2, { code: 'UsageError' }],
  ])('%j is refused and nothing is written', async (args, code, failure) => {
    const finished = await models(...args);
    expect({ code: finished.code, last: finished.lines.at(-1) }).toMatchObject({
      code,
      last: { type: 'error', ...failure },
    });
    expect(existsSync(file())).toBe(false);
  });
});

describe('an added model', () => {
  beforeEach(async () => {
    await models('add', 'someone/picture-maker', '--price', '0.004/output', '--yes');
  });

  it('is refreshed with a difference, keeps its price, and is removed', async () => {
    expect((await models('refresh', id, '--yes')).lines).toMatchObject([{ type: 'changes', isUnchanged: true }]);
    replicate.models.set('/models/someone/picture-maker', pictureMaker({ version: 'b'.repeat(64), maxOutputs: 2 }));
    const { lines } = await models('refresh', id, '--yes');
    expect(lines).toMatchObject([
      {
        type: 'changes',
        isUnchanged: false,
        version: { before: 'a'.repeat(12), after: 'b'.repeat(12) },
        parameters: [{ name: 'num_outputs', before: { maximum: 4 }, after: { maximum: 2 } }],
        cost: null,
      },
      { type: 'refreshed', id, cost: { usd: 0.004 } },
    ]);
    expect(await models('remove', id)).toMatchObject({ code: 0, lines: [{ type: 'removed', id }] });
    expect(existsSync(file())).toBe(false);
  });

  it('is checked step by step for free', async () => {
    const { code, lines } = await models('test', id);
    expect({ code, lines }).toMatchObject({
      code: 0,
      lines: [
        { step: 'template', ok: true },
        { step: 'key', ok: true },
        { step: 'provider', ok: true },
      ],
    });
  });

  it('fails the check with a key that the provider refuses', async () => {
    const env = { REPLICATE_API_TOKEN: 'wrong', REPLICATE_BASE_URL: replicate.baseUrl };
    const { code, lines } = await telar(['models', 'test', id, '--json'], { home, env });
    expect({ code, last: lines.at(-1) }).toMatchObject({
      code: 1,
      last: { step: 'provider', ok: false, failure: { code: 'ProviderError', kind: 'auth' } },
    });
  });
});

it('lists what was left out, with file and pointer', async () => {
  const folder = join(home, 'templates', 'fal');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'bad.json'), JSON.stringify({ telar_template: 1, id: 'nonsense' }));
  const { lines } = await models('list', '--provider', 'local');
  expect(lines.filter(({ type }) => type === 'model').map((line) => line.provider)).toEqual(['local', 'local']);
  expect(lines.find(({ type }) => type === 'left-out')).toMatchObject({
    failure: { code: 'TemplateError', place: { file: join(folder, 'bad.json') } },
  });
});
