import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';

const picture = resolve(import.meta.dirname, '../../docs/user/screens/settings-light-en.png');

let home: string;
let work: string;
let elsewhere: string;
beforeAll(async () => {
  [home, work, elsewhere] = [await freshFolder('home'), await freshFolder('work'), await freshFolder('elsewhere')];
  await copyFile(picture, join(elsewhere, 'photo.png'));
  const parameters = { image: join(elsewhere, 'photo.png'), scale: 1, matte: 0 };
  const layers = [{ name: 'print', asset_type: 'image', model: 'local/image-frame', parameters }];
  await writeFile(join(work, 'a.telar.json'), JSON.stringify({ telar: 1, layers, units: [{ id: 'u' }] }));
});

it('a file outside the document’s folder is refused', async () => {
  const { code, lines } = await telar(['run', 'a.telar.json', '--json'], { home, cwd: work });
  expect({ code, kind: lines[0]?.kind, parameter: lines[0]?.parameter }).toEqual({
    code: 2,
    kind: 'file-not-allowed',
    parameter: 'image',
  });
});

it('unless its folder was allowed on the command line', async () => {
  const args = ['run', '--allow-path', elsewhere, 'a.telar.json', '--json'];
  const { code, lines } = await telar(args, { home, cwd: work });
  expect({ code, done: lines.at(-1)?.done }).toEqual({ code: 0, done: 1 });
});

it('a folder that does not exist is a mistake in the options', async () => {
  const { code } = await telar(['plan', '--allow-path', 'nowhere', 'a.telar.json'], { home, cwd: work });
  expect(code).toBe(2);
});
