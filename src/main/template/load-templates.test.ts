import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTemplates } from './load-templates.ts';

const good = {
  telar_template: 1,
  id: 'replicate/acme/painter',
  provider: 'replicate',
  endpoint: 'acme/painter',
  version: '1',
  title: 'Painter',
  output: { asset_type: 'image', extension: { parameter: 'output_format', default: 'png' } },
  parameters: {
    type: 'object',
    required: ['prompt'],
    additionalProperties: false,
    properties: {
      prompt: { type: 'string' },
      count: { type: 'integer', minimum: 1, maximum: 4, default: 1 },
      output_format: { type: 'string', enum: ['png', 'jpeg'] },
    },
  },
  cost: { kind: 'per-output', usd: 0.01, count: { parameter: 'count' } },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-templates-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** What is said of one bad file: kind and place of each problem. */
async function problemsOf(content: unknown): Promise<string[]> {
  await write('replicate/bad.json', content);
  await write('replicate/good.json', { ...good, id: 'replicate/acme/other', endpoint: 'acme/other' });
  const { catalog, failures } = await loadTemplates([folder]);
  expect([...catalog.keys()]).toEqual(['replicate/acme/other']);
  expect(failures.every((each) => each.code === 'TemplateError' && each.place.file?.endsWith('bad.json'))).toBe(true);
  return failures.map(({ kind, place }) => `${kind} ${place.pointer ?? ''}`.trimEnd());
}

const withProperty = (property: unknown) => ({
  ...good,
  parameters: { ...good.parameters, properties: { ...good.parameters.properties, x: property } },
});
const withCost = (cost: unknown) => ({ ...good, cost });
const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;

describe('a bad template is left out, with what is wrong and where', () => {
  it.each<[string, unknown, string[]]>([
    ['no JSON', '{', ['not-json']],
    ['not UTF-8', '\uFFFE\u0000', ['not-json']],
    ['nested 5,000 deep', deep, [`schema ${'/a'.repeat(64)}`]],
    ['a key that changes what an object is', '{"cost":{"__proto__":{"kind":"free"}}}', ['schema /cost/__proto__']],
    ['several mistakes', { ...good, title: '', version: 7 }, ['schema /version', 'schema /title']],
    ['an unknown key', { ...good, prize: 1 }, ['schema /prize']],
    [
      'a full address as endpoint',
      { ...good, endpoint: 'https://evil.example/a/b' },
      ['schema /id', 'schema /endpoint'],
    ],
    ['a look-alike host', { ...good, endpoint: 'api.replicate.com/x' }, ['schema /id', 'schema /endpoint']],
    ['an endpoint that climbs', { ...good, endpoint: 'acme/..' }, ['schema /id', 'schema /endpoint']],
    ['an endpoint with a query', { ...good, endpoint: 'acme/painter?x=1' }, ['schema /id', 'schema /endpoint']],
    ['an endpoint with a fragment', { ...good, endpoint: 'acme/painter#x' }, ['schema /id', 'schema /endpoint']],
    ['an id that stands for another endpoint', { ...good, endpoint: 'acme/dear' }, ['schema /id']],
    ['a pattern', withProperty({ type: 'string', pattern: '(a+)+$' }), ['schema /parameters/properties/x/pattern']],
    [
      'a pattern deep down',
      withProperty({ anyOf: [{ items: { patternProperties: { '(a+)+$': {} } } }] }),
      ['schema /parameters/properties/x/anyOf/0/items/patternProperties'],
    ],
    ['a reference', withProperty({ $ref: '#' }), ['schema /parameters/properties/x/$ref']],
    ['an unknown type', withProperty({ type: 'txt' }), ['schema /parameters/properties/x/type']],
    ['a limit that is no number', withProperty({ minimum: '1' }), ['schema /parameters/properties/x/minimum']],
    ['a negative price', withCost({ kind: 'per-output', usd: -1 }), ['schema /cost/usd']],
    ['a price of nothing', withCost({ kind: 'per-output', usd: 0 }), ['schema /cost/usd']],
    ['a price of a billion', withCost({ kind: 'per-output', usd: 1e9 }), ['schema /cost/usd']],
    ['a price that is no number', withCost({ kind: 'per-output', usd: 'NaN' }), ['schema /cost/usd']],
    ['a paid model for free', withCost({ kind: 'free' }), ['schema /cost/kind']],
    ['a price by the moon', withCost({ kind: 'per-moon', usd: 1 }), ['schema /cost/kind']],
    [
      'a price by a parameter that is not there',
      withCost({ kind: 'per-second', duration: 'seconds', usd: 0.1 }),
      ['schema /cost/duration'],
    ],
    [
      'a rule about a parameter that is not there',
      { ...good, rules: [{ schema: {}, message: 'No.', pointer: '/width' }] },
      ['schema /rules/0/pointer'],
    ],
    [
      'a rule with a pattern',
      { ...good, rules: [{ schema: { if: { pattern: 'x' } }, message: 'No.', pointer: '/prompt' }] },
      ['schema /rules/0/schema/if/pattern'],
    ],
    ['a capability that nobody knows', { ...good, capabilities: ['text-to-smell'] }, ['schema /capabilities/0']],
  ])('%s', async (_name, content, expected) => {
    expect(await problemsOf(content)).toEqual(expected);
  });

  it('a parameter may be called like a keyword', async () => {
    await write('a.json', { ...withProperty({ type: 'string' }) });
    const named = structuredClone(good) as { parameters: { properties: Record<string, unknown> } };
    named.parameters.properties.pattern = { type: 'string' };
    await write('b.json', { ...named, id: 'replicate/acme/b', endpoint: 'acme/b' });
    const { catalog, failures } = await loadTemplates([folder]);
    expect([[...catalog.keys()], failures]).toEqual([['replicate/acme/painter', 'replicate/acme/b'], []]);
  });

  it('a link is not followed, and a huge file not read', async () => {
    const real = await write('elsewhere/real.txt', good);
    await mkdir(join(folder, 'x'));
    await symlink(real, join(folder, 'x', 'link.json'));
    await write('x/huge.json', ' '.repeat(2 * 1024 * 1024));
    const { catalog, failures } = await loadTemplates([join(folder, 'x')]);
    expect(catalog.size).toBe(0);
    expect(failures.map(({ message }) => message)).toEqual([
      'This template cannot be read: it has 2097152 bytes, 1048576 are allowed',
      'This template cannot be read: it is a link; put the file itself here',
    ]);
  });
});

it('of two with one id the first folder counts, and the other is named', async () => {
  const shipped = await write('shipped/painter.json', good);
  const second = await write('own/cheap.json', {
    ...good,
    title: 'Cheap',
    cost: { kind: 'per-output', usd: 0.000001 },
  });
  const { catalog, files, failures } = await loadTemplates([join(folder, 'shipped'), join(folder, 'own')]);
  expect(catalog.get(good.id)?.title).toBe('Painter');
  expect(files).toEqual(new Map([[good.id, shipped]]));
  expect(failures.map(({ kind, place }) => ({ kind, place }))).toEqual([
    { kind: 'duplicate-id', place: { file: second, pointer: '/id' } },
  ]);
});
