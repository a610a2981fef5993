import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyEdit, listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import { modelTemplate, type ModelTemplate } from '../../../shared/template/index.ts';
import { layerChoices } from './layer-choices.ts';
import { newLayer } from './new-layer.ts';

function template(name: string): ModelTemplate {
  return modelTemplate.parse(JSON.parse(readFileSync(`resources/templates/${name}.json`, 'utf8')));
}

const frame = template('local/image-frame');
const film = template('replicate/seedance-1-lite');
const kontext = template('replicate/flux-kontext-pro');
const matrix = matrixDocument.parse({
  telar: 1,
  layers: [{ name: 'image', asset_type: 'image', model: 'local/telar-mini' }],
  units: [{ id: 'one' }, { id: 'two', cells: { image: null } }, { id: 'three' }],
});
const source = listCells(matrix)[1] ?? null;

describe('newLayer', () => {
  it('reads the column of its source, and is left out where that is', () => {
    const added = newLayer(matrix, frame, source);
    expect(added).toMatchObject({ name: 'image-2', cell: 'three/image-2' });
    const after = applyEdit(matrix, added.edit).matrix;
    expect(listCells(after).map(({ key, parameters }) => [key, parameters])).toEqual([
      ['one/image', {}],
      ['one/image-2', { image: '{{layers.image.path}}' }],
      ['three/image', {}],
      ['three/image-2', { image: '{{layers.image.path}}' }],
    ]);
  });

  it('stands for itself without a source, with what the model’s example gives for what it needs', () => {
    const { edit, cell } = newLayer(matrix, film, null);
    expect(cell).toBe('one/video');
    expect(edit).toMatchObject({
      index: 1,
      layer: { name: 'video', parameters: film.examples[0] === undefined ? {} : { prompt: expect.any(String) } },
    });
  });
});

describe('layerChoices', () => {
  const entry = (each: ModelTemplate, availability: 'ready' | 'key-missing') => ({
    template: each,
    availability,
    file: null,
  });
  const models = [entry(film, 'key-missing'), entry(frame, 'ready'), entry(kontext, 'key-missing')];
  it.each([
    ['all, what runs here first', { search: '', accepts: null, makes: null }, [frame, kontext, film]],
    ['that make films', { search: '', accepts: null, makes: 'video' as const }, [film]],
    ['that take text', { search: '', accepts: 'text' as const, makes: null }, [kontext, film]],
    ['that take sound', { search: '', accepts: 'audio' as const, makes: null }, []],
    ['by words of the id', { search: 'replicate KONTEXT', accepts: null, makes: null }, [kontext]],
  ])('finds %s', (_name, wish, expected) => {
    expect(layerChoices(models, wish).map(({ template: { id } }) => id)).toEqual(expected.map(({ id }) => id));
  });
});
