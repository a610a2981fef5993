import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEdit, editedDocument } from '../../../tests/arbitrary-edits.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { cellKey, TelarError, type CellKey } from '../base/index.ts';
import { listCells } from './cells.ts';
import { clipText, parseClip, type CellClip } from './clip.ts';
import { copyCells, removeCells } from './copy-cells.ts';
import { emptyDocument, type MatrixDocument } from './document.ts';
import { applyPatch } from './document-patch.ts';
import { applyEdit } from './edit.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { pasteClip, type Pasted, type PasteOptions } from './paste-clip.ts';
import { serializeMatrixDocument } from './serialize.ts';

const film = parseMatrixDocument(
  JSON.stringify({
    telar: 1,
    vars: { style: 'ink', unused: 1 },
    layers: [
      { name: 'plate', asset_type: 'image', model: 'local/m', parameters: { prompt: '{{vars.style}}', steps: 4 } },
      { name: 'clip', asset_type: 'video', model: 'local/v', parameters: { image: '{{layers.0.path}}' } },
    ],
    units: [
      { id: 'dawn', title: 'Dawn' },
      {
        id: 'day',
        title: 'Day',
        vars: { sky: 'blue' },
        cells: {
          plate: { parameters: { image: '{{prev_unit.layers.plate.path}}' }, locked: true },
          clip: { parameters: { prompt: 'from {{units.dawn.layers.0.seed}}' } },
        },
      },
      { id: 'night' },
    ],
  }),
  'test',
);

const keys = (...names: string[]): Set<CellKey> => new Set(names.map((name) => cellKey.parse(name)));

function copied(matrix: MatrixDocument, ...names: string[]): CellClip {
  const clip = copyCells(matrix, keys(...names));
  if (clip === null) throw new Error('nothing was copied');
  return parseClip(clipText(clip));
}

function paste(matrix: MatrixDocument, clip: CellClip, options: PasteOptions): Pasted & { after: MatrixDocument } {
  const pasted = pasteClip(matrix, clip, options);
  return { ...pasted, after: applyEdit(matrix, pasted.edit).matrix };
}

const unitOf = (matrix: MatrixDocument, id: string) => matrix.units.find((unit) => unit.id === id);

describe('pasting in the same document', () => {
  it('links the copies among themselves and drops what leads outside', () => {
    const clip = copied(film, 'dawn/plate', 'day/plate', 'day/clip');
    const { after, keys: made, dropped } = paste(film, clip, { at: 'end', links: 'inside' });
    expect(made).toEqual(['dawn-2/plate', 'day-2/plate', 'day-2/clip']);
    expect(dropped).toEqual([]);
    expect(after.units.slice(3)).toEqual([
      { id: 'dawn-2', title: 'Dawn 2', vars: {}, cells: { clip: null } },
      {
        id: 'day-2',
        title: 'Day 2',
        vars: { sky: 'blue' },
        cells: {
          plate: { parameters: { image: '{{prev_unit.layers.plate.path}}' } },
          clip: { parameters: { prompt: 'from {{units.dawn-2.layers.plate.seed}}' } },
        },
      },
    ]);
  });

  it('says which references were dropped, also those of the column', () => {
    const { after, dropped } = paste(film, copied(film, 'day/clip'), { at: 'end', links: 'inside' });
    expect(dropped).toEqual([
      { cell: 'day-2/clip', parameter: 'image', placeholder: '{{layers.plate.path}}' },
      { cell: 'day-2/clip', parameter: 'prompt', placeholder: '{{units.dawn.layers.plate.seed}}' },
    ]);
    expect(unitOf(after, 'day-2')?.cells).toEqual({
      plate: null,
      clip: { parameters: { image: '', prompt: 'from ' } },
    });
  });

  it('keeps the inputs when told so, as references to the originals', () => {
    const { after, dropped } = paste(film, copied(film, 'day/clip', 'day/plate'), { at: 'end', links: 'keep' });
    expect(dropped).toEqual([]);
    expect(unitOf(after, 'day-2')?.cells).toEqual({
      plate: { parameters: { image: '{{units.dawn.layers.plate.path}}' } },
      clip: { parameters: { prompt: 'from {{units.dawn.layers.plate.seed}}' } },
    });
  });

  it('puts the copy below, but never between neighbours that read each other', () => {
    const below = paste(film, copied(film, 'day/plate'), { at: { after: keys('day/plate') }, links: 'inside' });
    expect(below.after.units.map(({ id }) => id)).toEqual(['dawn', 'day', 'day-2', 'night']);
    const between = paste(film, copied(film, 'dawn/plate'), { at: { after: keys('dawn/plate') }, links: 'inside' });
    expect(between.after.units.map(({ id }) => id)).toEqual(['dawn', 'day', 'night', 'dawn-2']);
  });
});

describe('pasting in another document', () => {
  it('brings layers and variables along', () => {
    const { after, otherVariables } = paste(emptyDocument(), copied(film, 'night/plate', 'night/clip'), {
      at: 'end',
      links: 'inside',
    });
    expect(otherVariables).toEqual([]);
    expect(after.vars).toEqual({ style: 'ink' });
    expect(after.layers.map(({ name, parameters }) => ({ name, parameters }))).toEqual([
      { name: 'plate', parameters: { prompt: '{{vars.style}}', steps: 4 } },
      { name: 'clip', parameters: { image: '{{layers.plate.path}}' } },
    ]);
    expect(after.units).toEqual([{ id: 'night', vars: {}, cells: {} }]);
  });

  it('matches layers by name and type; the copy keeps what it was', () => {
    const other = parseMatrixDocument(
      JSON.stringify({
        telar: 1,
        vars: { style: 'oil' },
        layers: [
          { name: 'clip', asset_type: 'text', model: 'local/t' },
          { name: 'plate', asset_type: 'image', model: 'local/other', parameters: { steps: 9 } },
        ],
        units: [{ id: 'night' }],
      }),
      'test',
    );
    const { after, otherVariables } = paste(other, copied(film, 'night/plate', 'night/clip'), {
      at: 'end',
      links: 'inside',
    });
    expect(otherVariables).toEqual(['style']);
    expect(after.layers.map(({ name }) => name)).toEqual(['clip', 'plate', 'clip-2']);
    expect(after.units).toEqual([
      { id: 'night', vars: {}, cells: { 'clip-2': null } },
      {
        id: 'night-2',
        vars: {},
        cells: { clip: null, plate: { model: 'local/m', parameters: { prompt: '{{vars.style}}', steps: 4 } } },
      },
    ]);
  });
});

it('cut: a unit that loses all its cells goes, of others the cells are left out', () => {
  const edits = removeCells(film, keys('dawn/plate', 'dawn/clip', 'day/clip'));
  const { matrix } = applyEdit(film, { type: 'batch', edits });
  expect(matrix.units.map(({ id }) => id)).toEqual(['day', 'night']);
  expect(unitOf(matrix, 'day')?.cells).toMatchObject({ clip: null });
});

describe('text from the clipboard', () => {
  const good = clipText(copied(film, 'day/plate'));
  it.each<[string, string, string]>([
    ['prose', 'a lighthouse at dawn', 'not-a-clip'],
    ['a document', editedDocument, 'not-a-clip'],
    ['nothing', '', 'not-a-clip'],
    ['a torn clip', good.slice(0, -20), 'malformed'],
    ['a newer clip', good.replace('"telar_clip": 1', '"telar_clip": 2'), 'malformed'],
    ['a cell without its layer', good.replaceAll('"name": "plate"', '"name": "other"'), 'malformed'],
    ['a reserved key', good.replace('"steps": 4', '"__proto__": { "a": 1 }'), 'malformed'],
    ['a bad id', good.replace('"id": "day"', '"id": "../../etc"'), 'malformed'],
    ['deep nesting', `{"telar_clip": ${'['.repeat(5_000)}`, 'malformed'],
  ])('%s is refused: %#', (_name, text, kind) => {
    expect(() => parseClip(text)).toThrow(TelarError);
    try {
      parseClip(text);
    } catch (error) {
      expect((error as TelarError).toJSON()).toMatchObject({ code: 'ClipError', kind });
    }
  });

  it('any text either is a clip or fails with a typed failure', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => `{"telar_clip": ${json}}`),
      fc
        .nat(good.length - 1)
        .chain((at) => fc.string({ maxLength: 4 }).map((put) => good.slice(0, at) + put + good.slice(at + 1))),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          const clip = parseClip(text);
          applyEdit(film, pasteClip(film, clip, { at: 'end', links: 'keep' }).edit);
        } catch (error) {
          expect(error).toBeInstanceOf(TelarError);
        }
      }),
      { numRuns: soakRuns(40, 5_000) },
    );
  });
});

/** Indexes that no layer has shift along with a new layer: such a reference goes on to fail. */
const settled = (parameters: unknown, { layers }: MatrixDocument): string =>
  JSON.stringify(parameters).replaceAll(/layers\.(\d+)\./g, (reference, index) =>
    Number(index) < layers.length ? reference : 'layers.none.',
  );

it('whatever is copied from any document pastes anywhere, changes nothing else, and is undone to the byte', () => {
  const edited = fc.array(anyEdit, { maxLength: 12 }).map((edits) =>
    edits.reduce(
      (matrix, edit) => {
        try {
          return applyEdit(matrix, edit).matrix;
        } catch (error) {
          if (error instanceof TelarError) return matrix;
          throw error;
        }
      },
      parseMatrixDocument(editedDocument, 'test'),
    ),
  );
  fc.assert(
    fc.property(edited, edited, fc.infiniteStream(fc.boolean()), fc.boolean(), (from, to, picks, keeps) => {
      const chosen = new Set(listCells(from).flatMap(({ key }) => (picks.next().value === true ? [key] : [])));
      const clip = copyCells(from, chosen);
      expect(clip === null).toBe(chosen.size === 0);
      if (clip === null) return;
      expect(parseClip(clipText(clip))).toEqual(clip);
      const pasted = pasteClip(to, clip, { at: 'end', links: keeps ? 'keep' : 'inside' });
      const { matrix, inverse } = applyEdit(to, pasted.edit);
      expect(pasted.keys).toHaveLength(chosen.size);
      const cells = listCells(matrix);
      expect(new Set(cells.map(({ key }) => key))).toEqual(
        new Set([...listCells(to).map(({ key }) => key), ...pasted.keys]),
      );
      const before = new Map(listCells(to).map((cell) => [cell.key, cell.parameters]));
      for (const cell of cells) {
        if (before.has(cell.key)) expect(settled(cell.parameters, to)).toBe(settled(before.get(cell.key), to));
      }
      const text = serializeMatrixDocument(matrix);
      expect(serializeMatrixDocument(parseMatrixDocument(text, 'pasted'))).toBe(text);
      expect(serializeMatrixDocument(applyPatch(matrix, inverse))).toBe(serializeMatrixDocument(to));
    }),
    { numRuns: soakRuns(40, 3_000) },
  );
});
