import { expect, it } from 'vitest';
import { cellKey, type CellKey } from '../base/index.ts';
import { listCells, matrixDocument } from '../matrix/index.ts';
import { previewText, type PreviewLookUp } from './preview-text.ts';

const matrix = matrixDocument.parse({
  telar: 1,
  vars: { style: 'ink' },
  layers: [
    { name: 'words', asset_type: 'text', model: 'm' },
    { name: 'plate', asset_type: 'image', model: 'm' },
    { name: 'print', asset_type: 'image', model: 'm' },
  ],
  units: [
    { id: 'dawn', vars: { colour: 'red' } },
    { id: 'night', cells: { words: null } },
  ],
});
const cells = listCells(matrix);
const print = cellKey.parse('dawn/print');
const plate = cellKey.parse('dawn/plate');
const lookUp: PreviewLookUp = {
  valueOf: (_cell, property) => (property === 'width' ? 640 : null),
  dependsOn: (key): CellKey[] => (key === print ? [plate] : []),
};

function preview(text: string, key = 'dawn/plate'): unknown[] {
  const cell = cells.find((each) => each.key === key);
  if (cell === undefined) throw new Error(`There is no cell ${key}.`);
  return previewText(text, cell, { matrix, templates: new Map() }, lookUp).map((part) => {
    switch (part.kind) {
      case 'literal':
        return part.text;
      case 'known':
        return { known: part.value };
      case 'late':
        return { late: `${part.cell}.${part.property}`, value: part.value };
      case 'broken':
        return { broken: part.failure.kind, nearest: part.nearest };
    }
  });
}

it.each<[string, string, unknown[]]>([
  ['literals and variables', 'a {{unit.vars.colour}} {{vars.style}}', ['a ', { known: 'red' }, ' ', { known: 'ink' }]],
  ['a number keeps its type', '{{unit.index}}', [{ known: 0 }]],
  ['escaped braces', '\\{{x', ['{{', 'x']],
  ['a path of a cell', '{{next_unit.layers.plate.path}}', [{ known: 'outputs/night_layer1_image.bin' }]],
  ['a value of a take', '{{units.night.layers.plate.width}}', [{ late: 'night/plate.width', value: 640 }]],
  ['a text that does not exist yet', '{{layers.words.text}}', [{ late: 'dawn/words.text', value: null }]],
  ['an unclosed one', 'x {{lay', ['x ', { broken: 'unclosed', nearest: null }]],
  ['an unknown layer', '{{layers.plat.path}}', [{ broken: 'unknown-layer', nearest: '{{layers.plate.path}}' }]],
  [
    'an unknown unit',
    '{{units.nigt.layers.plate.path}}',
    [{ broken: 'unknown-unit', nearest: '{{units.night.layers.plate.path}}' }],
  ],
  ['an unknown variable', '{{unit.vars.color}}', [{ broken: 'unknown-variable', nearest: '{{unit.vars.colour}}' }]],
  ['an unknown root', '{{layer.plate.path}}', [{ broken: 'unknown-root', nearest: '{{layers.plate.path}}' }]],
  ['an unknown property', '{{layers.words.txt}}', [{ broken: 'unknown-property', nearest: '{{layers.words.text}}' }]],
  ['a misspelt property of the unit', '{{unit.titel}}', [{ broken: 'malformed', nearest: '{{unit.title}}' }]],
  ['no previous unit', '{{prev_unit.layers.plate.path}} b', [{ broken: 'no-previous-unit', nearest: null }, ' b']],
  ['a cell that is left out', '{{next_unit.layers.words.text}}', [{ broken: 'left-out-cell', nearest: null }]],
  ['the cell itself', '{{layers.plate.path}}', [{ broken: 'cycle', nearest: null }]],
  ['a circle of two cells', '{{layers.print.path}}', [{ broken: 'cycle', nearest: null }]],
])('shows %s', (_name, text, expected) => {
  expect(preview(text)).toEqual(expected);
});

it('tells the way of a circle', () => {
  const [cell] = cells.filter((each) => each.key === plate);
  const [part] = previewText('{{layers.print.path}}', cell!, { matrix, templates: new Map() }, lookUp);
  expect(part).toMatchObject({ failure: { values: { path: 'dawn/plate → dawn/print → dawn/plate' } } });
});
