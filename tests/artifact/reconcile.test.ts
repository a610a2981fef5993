import { mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openTakeStore, type CellFile, type TakeStore } from '../../src/main/artifact/index.ts';
import { cellKeyOf, noCost, unitId } from '../../src/shared/base/index.ts';
import { freshFolder } from '../telar-process.ts';
import { cell, startPicture } from './one-cell.ts';

const picture = startPicture();
afterAll(() => picture.dispose());

const facts = { model: null, recipe: null, prompt: null, seed: null, durationMs: 5, costMicroUsd: noCost, runId: 'r1' };

/** Enough of them that the folder is listed rather than asked for each name. */
const cells: CellFile[] = Array.from({ length: 40 }, (_, index) => ({
  ...cell,
  unit: unitId.parse(`u${index}`),
  fileName: `u${index}_layer0_image.png`,
}));
const at = (index: number): CellFile => cells[index] ?? cell;
const keyAt = (index: number) => cellKeyOf(at(index).unit, at(index).layer);

function square(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

async function make(store: TakeStore, index: number, colour: string): Promise<void> {
  const part = store.newPartFile('png');
  await writeFile(part, await square(colour));
  await store.add(at(index), part, facts);
}

it('of many cells each finds what stands under its name: its own file, none, somebody’s, a folder, a link elsewhere', async () => {
  const [folder, elsewhere] = [await freshFolder('reconcile'), await freshFolder('elsewhere')];
  const fileAt = (index: number): string => join(folder, at(index).fileName);
  const store = await openTakeStore(folder, { picture });
  for (const [index, colour] of ['#ff0000', '#00ff00', '#0000ff'].entries()) await make(store, index, colour);
  await rm(fileAt(1));
  await writeFile(fileAt(2), await square('#123456'));
  await mkdir(fileAt(3));
  const photo = join(elsewhere, 'photo.png');
  await writeFile(photo, await square('#654321'));
  await symlink(photo, fileAt(4));
  await writeFile(fileAt(5), await square('#abcdef'));

  const { adopted, problems } = await store.reconcile(cells);

  expect(adopted.map(({ unit }) => unit)).toEqual([at(2).unit, at(5).unit]);
  expect([...problems.keys()]).toEqual([keyAt(3)]);
  expect(problems.get(keyAt(3))).toMatchObject({ code: 'OutputFolderError', kind: 'not-a-file' });
  expect(await readFile(fileAt(0))).toEqual(await square('#ff0000'));
  expect(await readFile(fileAt(1))).toEqual(await square('#00ff00'));
  expect(await readlink(fileAt(4))).toBe(photo);
  expect(cells.flatMap((_, index) => (store.pickOf(keyAt(index)) === null ? [] : [index]))).toEqual([0, 1, 2, 5]);
});
