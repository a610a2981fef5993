import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCells } from './cells.ts';
import { documentVersion } from './document.ts';
import { migrateDocument } from './migrations.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { serializeMatrixDocument } from './serialize.ts';

// One file of every form that was ever released: they stay for ever.
const fixtures = resolve(import.meta.dirname, '..', '..', '..', 'tests', 'migrations');
const read = (name: string): Promise<string> => readFile(resolve(fixtures, name), 'utf8');

describe('documents of every version', () => {
  it('opens the seeds’ layers_dict', async () => {
    const matrix = parseMatrixDocument(await read('layers-dict.json'), 'layers-dict.json');
    expect(matrix.units.map(({ id }) => id)).toEqual(['intro', '10', '2']);
    expect(matrix.layers.map(({ name, parallel_inference }) => [name, parallel_inference])).toEqual([
      ['layer0', true],
      ['layer1', false],
    ]);
    expect(listCells(matrix).map(({ key, model, parameters }) => [key, model, parameters])).toEqual([
      ['intro/layer0', 'replicate/black-forest-labs/flux-schnell', { prompt: 'Escena inicial' }],
      [
        'intro/layer1',
        'replicate/bytedance/seedance-1-lite',
        { image: '{{layers.0.path}}', prompt: 'Animar la imagen base' },
      ],
      ['10/layer0', 'replicate/bytedance/seedream-4', { prompt: 'Basado en {{prev_unit.layers.0.path}}' }],
    ]);
  });

  it('opens version 1 unchanged, to the byte', async () => {
    const text = await read('version-1.telar.json');
    expect(serializeMatrixDocument(parseMatrixDocument(text, 'version-1.telar.json'))).toBe(text);
  });

  it('leads from every old version to the present one', () => {
    const oldest = { telar: 0, units: [{ id: 'u', cells: [] }] };
    expect(migrateDocument(oldest, 0)).toMatchObject({ value: { telar: documentVersion } });
    const present = { telar: documentVersion, layers: [], units: [] };
    expect(migrateDocument(present, documentVersion)).toEqual({ value: present });
  });
});
