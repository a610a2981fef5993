import { expect, it } from 'vitest';
import { cellKey } from '../base/index.ts';
import { placeholderCompletions } from './complete-placeholder.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { parsePlaceholders } from './placeholder.ts';

const layer = (name: string, type: string): object => ({ name, asset_type: type, model: 'local/m' });
const matrix = parseMatrixDocument(
  JSON.stringify({
    telar: 1,
    vars: { style: 'ink', size: 512 },
    layers: [layer('plate', 'image'), layer('film', 'video'), layer('words', 'text')],
    units: [
      { id: 'u1', title: 'One', vars: { who: 'Ann' } },
      { id: 'u2', cells: { film: null } },
    ],
  }),
  'test',
);

it.each([
  ['u1/plate', 'no braces', []],
  ['u1/plate', 'escaped \\{{la', []],
  ['u1/plate', 'closed {{vars.style}} la', []],
  ['u1/plate', '{{', ['layers', 'next_unit', 'units', 'vars', 'unit']],
  ['u2/plate', '{{', ['layers', 'prev_unit', 'units', 'vars', 'unit']],
  ['u1/plate', 'a {{vars.style}} {{ LA', ['layers']],
  ['u1/plate', '{{layers.', ['film', 'words']],
  ['u1/film', '{{layers.p', ['plate']],
  ['u1/plate', '{{layers.film.', ['path', 'url', 'seed', 'width', 'height', 'duration']],
  ['u1/plate', '{{layers.2.t', ['text']],
  ['u1/plate', '{{next_unit.', ['layers']],
  ['u1/plate', '{{next_unit.layers.', ['plate', 'words']],
  ['u1/plate', '{{prev_unit.layers.', []],
  ['u1/plate', '{{units.', ['u2']],
  ['u1/plate', '{{units.u2.layers.film.', []],
  ['u1/plate', '{{vars.s', ['style', 'size']],
  ['u1/plate', '{{unit.', ['id', 'index', 'title', 'vars']],
  ['u1/plate', '{{unit.vars.', ['who']],
  ['u1/plate', '{{layers.film.path.', []],
  ['u1/nothing', '{{', []],
])('in %s after %s', (key, text, labels) => {
  expect(placeholderCompletions(matrix, cellKey.parse(key), text).map(({ label }) => label)).toEqual(labels);
});

it('carries asset types and values, and says what it replaces', () => {
  expect(placeholderCompletions(matrix, cellKey.parse('u1/plate'), 'x {{layers.fi')).toEqual([
    { kind: 'layer', label: 'film', detail: 'video', insert: 'film.', replace: 2 },
  ]);
  expect(placeholderCompletions(matrix, cellKey.parse('u1/plate'), '{{vars.si')).toEqual([
    { kind: 'variable', label: 'size', detail: '512', insert: 'size}}', replace: 2 },
  ]);
});

it('leads to placeholders that parse, whichever is chosen', () => {
  const walk = (text: string): number =>
    placeholderCompletions(matrix, cellKey.parse('u1/film'), text).reduce((count, { insert, replace }) => {
      const next = `${text.slice(0, text.length - replace)}${insert}`;
      if (!next.endsWith('}}')) return count + walk(next);
      expect(parsePlaceholders(next)).toHaveLength(1);
      return count + 1;
    }, 0);
  expect(walk('{{')).toBeGreaterThan(20);
});
