import { expect, it } from 'vitest';
import { goldenCatalog } from '../../../tests/golden/golden-case.ts';
import { parseMatrixDocument } from '../matrix/index.ts';
import { listFilePaths } from './file-paths.ts';

it('lists the files of a document with variables filled in, and no address, no cell and nothing that cannot be resolved', () => {
  const cell = (parameters: object): object => ({ asset_type: 'image', model: 'local/painter', parameters });
  const text = JSON.stringify({
    telar: 1,
    vars: { sky: 'refs/sky.png' },
    layers: [
      { name: 'a', ...cell({ prompt: 'refs/not-a-file.png', image: 'refs/{{unit.id}}.png' }) },
      { name: 'b', ...cell({ image: '{{unit.vars.photo}}', images: ['{{vars.sky}}', '{{layers.a.path}}', 'x.png'] }) },
      { name: 'c', ...cell({ image: 'data:image/png;base64,AAAA', images: ['https://example.org/a.png', ''] }) },
      { name: 'd', ...cell({ image: '{{layers.' }) },
      { name: 'e', ...cell({ image: 'lost.png' }), model: 'local/unknown' },
    ],
    units: [{ id: 'u1', vars: { photo: '../picked.png' } }, { id: 'u2' }],
  });
  expect([...listFilePaths(parseMatrixDocument(text, 'test'), goldenCatalog())].sort()).toEqual([
    '../picked.png',
    'refs/sky.png',
    'refs/u1.png',
    'refs/u2.png',
    'x.png',
  ]);
});
