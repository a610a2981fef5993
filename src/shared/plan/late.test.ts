import { describe, expect, it } from 'vitest';
import { hashText, layerName, unitId, cellKey, type JsonValue } from '../base/index.ts';
import { recipeOf } from './cell-recipe.ts';
import { completeParameters, lateReferences, type LateCell, type LateParameter } from './late.ts';
import type { CellInput } from './plan.ts';

const words = cellKey.parse('u1/words');
const plate = cellKey.parse('u1/plate');

function lateCell(source: JsonValue, bindings: LateParameter['bindings']): LateCell {
  return {
    unit: unitId.parse('u1'),
    layerName: layerName.parse('next'),
    parameters: { prompt: 'shown in the plan', steps: 4 },
    late: [{ parameter: 'prompt', source, bindings }],
  };
}

const text = { kind: 'late', cell: words, property: 'text' } as const;
const width = { kind: 'late', cell: plate, property: 'width' } as const;

describe('completeParameters', () => {
  it.each<[string, JsonValue, LateParameter['bindings'], JsonValue | undefined]>([
    ['a text', 'ink, {{t}}!', { '{{t}}': text }, 'ink, a line!'],
    ['a number that is the whole value', '{{w}}', { '{{w}}': width }, 640],
    ['a number inside a text', '{{w}} px', { '{{w}}': width }, '640 px'],
    [
      'values known before',
      '{{unit.id}}: {{t}}',
      { '{{unit.id}}': { kind: 'value', value: 'u1' }, '{{t}}': text },
      'u1: a line',
    ],
    ['a whole object', '{{o}}', { '{{o}}': { kind: 'value', value: { a: [1] } } }, { a: [1] }],
    [
      'nested values',
      { a: ['{{w}}', { b: 'x{{t}}' }] },
      { '{{w}}': width, '{{t}}': text },
      { a: [640, { b: 'xa line' }] },
    ],
    ['what was dropped inside a text', 'a{{d}}b{{t}}', { '{{d}}': { kind: 'dropped' }, '{{t}}': text }, 'aba line'],
    ['what was dropped from a list', ['{{d}}', '{{t}}'], { '{{d}}': { kind: 'dropped' }, '{{t}}': text }, ['a line']],
    ['a value that was dropped', '{{d}}', { '{{d}}': { kind: 'dropped' } }, undefined],
    ['escaped braces', '\\{{t}} {{t}}', { '{{t}}': text }, '{{t}} a line'],
  ])('fills in %s', (_name, source, bindings, expected) => {
    // Names such as `t` are no placeholders of the grammar; the real ones stand for them.
    const real = {
      '{{t}}': '{{layers.words.text}}',
      '{{w}}': '{{layers.plate.width}}',
      '{{o}}': '{{vars.o}}',
      '{{d}}': '{{vars.d}}',
    };
    const rename = (json: string): string =>
      Object.entries(real).reduce((all, [from, to]) => all.replaceAll(from, to), json);
    const cell = lateCell(
      JSON.parse(rename(JSON.stringify(source))) as JsonValue,
      JSON.parse(rename(JSON.stringify(bindings))) as LateParameter['bindings'],
    );
    const completed = completeParameters(cell, (_cell, property) => (property === 'text' ? 'a line' : 640));
    const wanted = typeof expected === 'string' ? rename(expected) : expected;
    expect(completed).toEqual(wanted === undefined ? { steps: 4 } : { prompt: wanted, steps: 4 });
  });

  it('never reads a value again', () => {
    const cell = lateCell('{{layers.words.text}}{{unit.id}}}}', {
      '{{layers.words.text}}': text,
      '{{unit.id}}': { kind: 'value', value: '{{vars.x}}' },
    });
    const written = '{{unit.id}} \\{{ {{layers.plate.seed}} {{';
    expect(completeParameters(cell, () => written).prompt).toBe(`${written}{{vars.x}}}}`);
  });

  it('names cell, parameter and placeholder of a value that does not exist', () => {
    const cell = lateCell({ size: '{{layers.plate.width}}' }, { '{{layers.plate.width}}': width });
    expect(() => completeParameters(cell, () => undefined)).toThrow(
      expect.objectContaining({
        code: 'LayerDependencyError',
        kind: 'not-available',
        place: { unit: 'u1', layer: 'next', parameter: 'prompt.size', placeholder: '{{layers.plate.width}}' },
        values: { cell: 'u1/plate', property: 'width' },
      }),
    );
  });
});

describe('lateReferences', () => {
  it('lists each needed value once', () => {
    const cell = lateCell('', {
      a: text,
      b: width,
      c: { kind: 'value', value: 1 },
      d: { ...text },
      e: { kind: 'dropped' },
    });
    expect(lateReferences(cell)).toEqual([
      { cell: words, property: 'text' },
      { cell: plate, property: 'width' },
    ]);
  });
});

describe('recipeOf', () => {
  const url = { kind: 'late', cell: plate, property: 'url' } as const;
  const inputs: CellInput[] = [
    { kind: 'cell', parameter: 'prompt', cell: plate, use: 'url', placeholder: '{{layers.plate.url}}' },
    { kind: 'cell', parameter: 'images', cell: words, use: 'file', placeholder: '{{layers.words.path}}' },
    { kind: 'file', parameter: 'images', path: 'refs/a.png' },
  ];
  const cell = {
    ...lateCell('like {{layers.plate.url}}', { '{{layers.plate.url}}': url }),
    parameters: { prompt: 'like {{layers.plate.url}}', images: ['outputs/w.png', 'refs/a.png'] },
    inputs,
    key: plate,
    model: 'local/painter',
    templateVersion: '1',
  };
  const nameOf = (input: CellInput): string => (input.kind === 'file' ? input.path : `${input.cell} ${input.use}`);
  const sha = (text: string): string => `sha256:${hashText(text)}`;

  it('counts files and addresses by content, in their order', () => {
    const recipe = recipeOf(cell, new Set(['images', 'mask']), {
      hashOf: (input) => hashText(nameOf(input)),
      valueOf: () => 'https://cdn.example/signed?expires=1',
    });
    expect(recipe?.parameters).toEqual({
      prompt: `like ${sha('u1/plate url')}`,
      images: [sha('u1/words file'), sha('refs/a.png')],
    });
  });

  it.each(['u1/plate url', 'u1/words file', 'refs/a.png'])('does not exist while %s is unknown', (unknown) => {
    const hashOf = (input: CellInput): string | null => (nameOf(input) === unknown ? null : hashText('x'));
    expect(recipeOf(cell, new Set(['images']), { hashOf, valueOf: () => undefined })).toBeNull();
  });
});
