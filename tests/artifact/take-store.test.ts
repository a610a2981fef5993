import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openTakeStore, type TakeFacts, type TakeStore } from '../../src/main/artifact/index.ts';
import { noCost } from '../../src/shared/base/index.ts';
import { freshFolder } from '../telar-process.ts';
import { cell, key, startPicture } from './one-cell.ts';

const picture = startPicture();
afterAll(() => picture.dispose());

const facts: TakeFacts = {
  model: 'local/telar-mini',
  recipe: null,
  prompt: 'a house',
  seed: '1',
  durationMs: 5,
  costMicroUsd: noCost,
  runId: 'r1',
};

let folder: string;
beforeEach(async () => {
  folder = await freshFolder('takes');
});

const open = (): Promise<TakeStore> => openTakeStore(folder, { picture });

function square(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

async function add(store: TakeStore, colour: string): Promise<ReturnType<TakeStore['add']>> {
  const part = store.newPartFile('png');
  await writeFile(part, await square(colour));
  return store.add(cell, part, facts);
}

describe('a file that somebody puts under the name of a cell while it is made', () => {
  const conventional = (): string => join(folder, cell.fileName);

  it('is kept as a take that is not picked', async () => {
    const store = await open();
    await add(store, '#ff0000');
    await writeFile(conventional(), await square('#0000ff'));
    const made = await add(store, '#00ff00');
    expect(await readFile(conventional())).toEqual(await square('#00ff00'));
    expect(store.pickOf(key)).toEqual(made);
    const kept = store.list().find((take) => take.origin === 'adopted');
    expect(kept && (await readFile(store.fileOf(kept)))).toEqual(await square('#0000ff'));
    expect(store.notices).toEqual([expect.stringContaining('another take')]);
    expect((await readdir(folder)).sort()).toEqual(['.takes', cell.fileName]);
  });

  it('is kept beside it when it is no picture', async () => {
    const store = await open();
    await writeFile(conventional(), 'notes of a day');
    await add(store, '#00ff00');
    expect(await readFile(conventional())).toEqual(await square('#00ff00'));
    const aside = (await readdir(folder)).find((name) => name.includes('.yours-')) ?? '';
    expect(await readFile(join(folder, aside), 'utf8')).toBe('notes of a day');
    expect(store.notices).toEqual([expect.stringContaining(aside)]);
  });

  it('is not kept again when it is a take already, also as another process knows it', async () => {
    const [mine, theirs] = [await open(), await open()];
    await add(theirs, '#ff0000');
    await add(mine, '#00ff00');
    expect(mine.list().map((take) => take.origin)).toEqual(['generated', 'generated']);
    expect(mine.notices).toEqual([]);
  });
});

describe('the takes of an output folder', () => {
  it('are not adopted as somebody’s own file when another process made them a moment ago', async () => {
    const [mine, theirs] = [await open(), await open()];
    const made = await add(theirs, '#ff0000');
    expect((await mine.reconcile([cell])).adopted).toEqual([]);
    expect(mine.pickOf(key)).toEqual(made);
  });

  it('follow the pick: its file has the conventional name', async () => {
    const store = await open();
    const first = await add(store, '#ff0000');
    const second = await add(store, '#00ff00');
    expect(store.pickOf(key)).toEqual(second);
    await store.pick(first.id, cell.fileName);
    expect(await readFile(join(folder, cell.fileName))).toEqual(await square('#ff0000'));
    expect((await open()).pickOf(key)).toEqual(first);
  });

  it('include a file that somebody put in a cell’s place', async () => {
    await add(await open(), '#ff0000');
    await writeFile(join(folder, cell.fileName), await square('#0000ff'));
    const store = await open();
    expect((await store.reconcile([cell])).adopted).toMatchObject([{ origin: 'adopted', recipe: null }]);
    expect(store.list()).toHaveLength(2);
  });
});
