import { expect, it } from 'vitest';
import { compareDocuments } from './compare-documents.ts';
import { parseMatrixDocument } from './parse-document.ts';

const layer = {
  name: 'plate',
  asset_type: 'image',
  model: 'local/telar-mini',
  parameters: { prompt: 'a cat', seed: 1 },
};
const before = {
  telar: 1,
  title: 'Cats',
  layers: [layer, { ...layer, name: 'print' }],
  units: [{ id: 'a', vars: { who: 'Ann' } }, { id: 'b', cells: { plate: { parameters: { seed: 2 } } } }, { id: 'c' }],
};

function differences(after: object): unknown {
  const read = (document: object) => parseMatrixDocument(JSON.stringify(document), 'test');
  return compareDocuments(read(before), read(after)).map(({ part, name, change, fields }) => [
    `${part} ${name} ${change}`.replace('  ', ' '),
    ...fields.map((field) => `${field.name}: ${String(field.before)} → ${String(field.after)}`),
  ]);
}

it.each<[string, object, string[][]]>([
  ['nothing', {}, []],
  ['the title', { title: 'Dogs' }, [['document changed', 'title: Cats → Dogs']]],
  [
    'a parameter of a column',
    { layers: [{ ...layer, parameters: { prompt: 'a dog', seed: 1 } }, before.layers[1]] },
    [['layer plate changed', 'prompt: a cat → a dog']],
  ],
  [
    'a variable and a new row',
    {
      units: [{ id: 'a', vars: { who: 'Eve' } }, before.units[1], before.units[2], { id: 'd', cells: { plate: null } }],
    },
    [['unit a changed', 'who: Ann → Eve'], ['unit d added']],
  ],
  [
    'rows in another order',
    { units: [before.units[1], before.units[0], before.units[2]] },
    [['unit b moved'], ['unit a moved']],
  ],
  [
    'a cell’s own value, and one left out',
    { units: [{ ...before.units[0], cells: { print: null } }, { id: 'b' }, before.units[2]] },
    [['cell a/print removed'], ['cell b/plate changed', 'seed: 2 → null']],
  ],
  ['a row that is gone', { units: before.units.slice(0, 2) }, [['unit c removed']]],
])('tells %s', (_name, change, expected) => {
  expect(differences({ ...before, ...change })).toEqual(expected);
});
