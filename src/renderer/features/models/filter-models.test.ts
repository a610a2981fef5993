import { expect, it } from 'vitest';
import type { ModelEntry } from '../../../shared/contract/index.ts';
import { modelTemplate } from '../../../shared/template/index.ts';
import { filterModels, noFilter, type ModelFilter } from './filter-models.ts';

function entry(
  id: string,
  title: string,
  more: object = {},
  availability: ModelEntry['availability'] = 'ready',
): ModelEntry {
  const [provider = '', ...rest] = id.split('/');
  const template = modelTemplate.parse({
    telar_template: 1,
    id,
    provider,
    endpoint: rest.join('/'),
    version: '1',
    title,
    output: { asset_type: 'image' },
    parameters: { type: 'object', properties: {} },
    cost: { kind: 'unknown' },
    ...more,
  });
  return { template, availability, file: null };
}

const entries = [
  entry(
    'replicate/a/still',
    'Still life',
    { capabilities: ['text-to-image'], cost: { kind: 'per-output', usd: 1 } },
    'key-missing',
  ),
  entry(
    'fal/fal-ai/film',
    'Film',
    { output: { asset_type: 'video' }, description: 'moving still pictures' },
    'no-engine',
  ),
  entry('local/frame', 'Frame', { cost: { kind: 'free' }, capabilities: ['image-framing'] }),
];

it.each<[Partial<ModelFilter>, string[]]>([
  [{}, ['Film', 'Frame', 'Still life']],
  [{ search: 'still' }, ['Film', 'Still life']],
  [{ search: '  STILL  moving' }, ['Film']],
  [{ search: 'fal-ai' }, ['Film']],
  [{ provider: 'local' }, ['Frame']],
  [{ assetType: 'video' }, ['Film']],
  [{ capability: 'text-to-image' }, ['Still life']],
  [{ price: 'paid' }, ['Still life']],
  [{ price: 'free' }, ['Frame']],
  [{ price: 'unknown' }, ['Film']],
  [{ availability: 'key-missing' }, ['Still life']],
  [{ price: 'free', assetType: 'video' }, []],
])('%j leaves %j', (filter, titles) => {
  const found = filterModels(entries, { ...noFilter, ...filter });
  expect(found.map(({ template }) => template.title)).toEqual(titles);
});
