import { expect, it } from 'vitest';
import { listCells, matrixDocument, type WantedReference } from '../../../shared/matrix/index.ts';
import { completionsAt } from './completions-at.ts';

const matrix = matrixDocument.parse({
  telar: 1,
  vars: { style: 'ink' },
  layers: [
    { name: 'words', asset_type: 'text', model: 'm' },
    { name: 'plate', asset_type: 'image', model: 'm' },
    { name: 'film', asset_type: 'video', model: 'm' },
  ],
  units: [{ id: 'dawn', vars: { colour: 'red' } }, { id: 'night' }],
});
const [, , film] = listCells(matrix);
const words: WantedReference = { kind: 'text' };
const picture: WantedReference = { kind: 'file', types: ['image'] };

/** Texts that the offered completions make of one in which `|` is the caret. */
function made(withCaret: string, wanted = words): string[] {
  const caret = withCaret.indexOf('|');
  const text = withCaret.replace('|', '');
  return completionsAt(matrix, film!, { text, caret }, wanted).map(
    ({ insert, from, to }) => text.slice(0, from) + insert + text.slice(to),
  );
}

it.each<[string, string, WantedReference, string[]]>([
  ['nothing outside of a placeholder', 'a |', words, []],
  ['nothing behind a closed one', '{{unit.id}}|', words, []],
  ['what contains what was typed', '{{colo|', words, ['{{unit.vars.colour}}']],
  ['only fitting files for a file', '{{path|', picture, ['{{layers.plate.path}}', '{{next_unit.layers.plate.path}}']],
  ['the next word after a dot', 'a {{layers.p| b', words, ['a {{layers.plate. b']],
  ['and no braces twice', '{{layers.plate.pa|}} b', words, ['{{layers.plate.path}} b']],
  ['in the place of what stands there', '{{unit.vars.col|or}}!', words, ['{{unit.vars.colour}}!']],
])('offers %s', (_name, text, wanted, expected) => {
  expect(made(text, wanted)).toEqual(expected);
});

it('offers variables first in words, files first in files, then the way word by word', () => {
  expect(made('{{|')).toEqual([
    '{{unit.vars.colour}}',
    '{{vars.style}}',
    '{{layers.words.text}}',
    '{{next_unit.layers.words.text}}',
    '{{layers.plate.path}}',
    '{{next_unit.layers.plate.path}}',
    '{{next_unit.layers.film.path}}',
    '{{unit.id}}',
    '{{unit.index}}',
    '{{unit.title}}',
    '{{layers.',
    '{{next_unit.',
    '{{units.',
    '{{vars.',
    '{{unit.',
  ]);
  expect(made('{{|', picture)[0]).toBe('{{layers.plate.path}}');
});

it('offers no cell that waits for this one, neither whole nor word by word', () => {
  const closed = new Set(listCells(matrix).flatMap(({ key, layer }) => (layer.name === 'plate' ? [key] : [])));
  const labels = (text: string, wanted: WantedReference): string[] =>
    completionsAt(matrix, film!, { text, caret: text.length }, wanted, closed).map(({ label }) => label);
  expect(labels('{{path', picture)).toEqual([]);
  expect(labels('{{layers.', words)).toEqual(['words']);
  expect(labels('{{next_unit.layers.', words)).toEqual(['words', 'film']);
});
