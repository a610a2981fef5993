import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openTakeStore, type TakeFacts, type TakeStore } from '../../src/main/artifact/index.ts';
import type { Take } from '../../src/shared/artifact/index.ts';
import { noCost, takeId } from '../../src/shared/base/index.ts';
import { freshFolder } from '../telar-process.ts';
import { cell, key, startPicture } from './one-cell.ts';

const picture = startPicture();
afterAll(() => picture.dispose());

const facts: TakeFacts = {
  model: 'local/telar-mini',
  recipe: null,
  prompt: null,
  seed: null,
  durationMs: 1,
  costMicroUsd: noCost,
  runId: null,
};

let folder: string;
let store: TakeStore;
beforeEach(async () => {
  folder = await freshFolder('delete');
  store = await openTakeStore(folder, { picture });
});

const takes = (): string => join(folder, '.takes');
const published = (): string => join(folder, cell.fileName);

function square(colour: string, format: 'png' | 'webp' = 'png'): Promise<Buffer> {
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: colour } });
  return image.toFormat(format).toBuffer();
}

async function add(colour: string, options: { isPicked?: boolean; format?: 'webp' } = {}): Promise<Take> {
  const part = store.newPartFile('png');
  await writeFile(part, await square(colour, options.format));
  return store.add(cell, part, facts, { isPicked: options.isPicked ?? true });
}

/** Takes as another program that opens the folder now sees them. */
async function seenAnew(): Promise<{ ids: string[]; picked: string | null }> {
  const other = await openTakeStore(folder, { picture });
  return { ids: other.list().map((take) => take.id), picked: other.pickOf(key)?.id ?? null };
}

describe('deleting a take', () => {
  it('that is not picked removes it and changes nothing else', async () => {
    const [old, now] = [await add('#ff0000'), await add('#00ff00')];
    expect(await store.delete(old.id, cell.fileName)).toEqual({ take: old, picked: now, keptFiles: [] });
    expect(await readdir(takes())).toEqual(expect.not.arrayContaining([old.file]));
    expect(await readFile(published())).toEqual(await square('#00ff00'));
    expect(await seenAnew()).toEqual({ ids: [now.id], picked: now.id });
  });

  it('that is picked publishes the newest other one', async () => {
    const [first, second, third] = [await add('#ff0000'), await add('#00ff00'), await add('#0000ff')];
    expect(await store.delete(third.id, cell.fileName)).toMatchObject({ picked: second, keptFiles: [] });
    expect(await readFile(published())).toEqual(await square('#00ff00'));
    expect(await seenAnew()).toEqual({ ids: [first.id, second.id], picked: second.id });
  });

  it('hands over to no take whose file is gone', async () => {
    const [first, second, third] = [await add('#ff0000'), await add('#00ff00'), await add('#0000ff')];
    await rm(store.fileOf(second));
    expect(await store.delete(third.id, cell.fileName)).toMatchObject({ picked: first });
  });

  it('that is the last takes the conventional file with it, and the next look does not bring it back', async () => {
    const only = await add('#ff0000');
    expect(await store.delete(only.id, cell.fileName)).toEqual({ take: only, picked: null, keptFiles: [] });
    expect((await readdir(folder)).sort()).toEqual(['.takes']);
    expect((await store.reconcile([cell])).adopted).toEqual([]);
    expect(await seenAnew()).toEqual({ ids: [], picked: null });
  });

  it('takes what arrived before its conversion with it', async () => {
    const converted = await add('#ff0000', { format: 'webp' });
    expect(converted.original).not.toBeNull();
    expect((await store.delete(converted.id, cell.fileName)).keptFiles).toEqual([]);
    expect((await readdir(takes())).sort()).toEqual(['folder-id', 'index.jsonl']);
  });

  it('leaves the further outputs of the same call listed, and one of them picked', async () => {
    const [third, second] = [await add('#0000ff', { isPicked: false }), await add('#00ff00', { isPicked: false })];
    const first = await add('#ff0000');
    expect(store.list().map((take) => take.id)).toEqual([third.id, second.id, first.id]);
    expect(store.pickOf(key)?.id).toBe(first.id);
    await store.delete(first.id, cell.fileName);
    expect(await seenAnew()).toEqual({ ids: [third.id, second.id], picked: second.id });
  });

  it('works for a cell that the document does not have any more: what lies there is left', async () => {
    const [first, second] = [await add('#ff0000'), await add('#00ff00')];
    expect(await store.delete(second.id, null)).toMatchObject({ picked: first, keptFiles: [] });
    await store.delete(first.id, null);
    expect(await readFile(published())).toEqual(await square('#00ff00'));
  });

  it('is heard of by a program that has the folder open, which then says so about the same take', async () => {
    const other = await openTakeStore(folder, { picture });
    const take = await add('#ff0000');
    await store.delete(take.id, cell.fileName);
    await other.refresh();
    expect(other.list()).toEqual([]);
    await expect(other.delete(take.id, null)).rejects.toMatchObject({ code: 'NotFoundError', kind: 'take' });
    await expect(other.delete(takeId.parse('nobody'), null)).rejects.toMatchObject({ code: 'NotFoundError' });
  });
});

/** Changes something about the only take's files; answers files whose bytes must be the same afterwards. */
type Hazard = (take: Take, outside: string) => Promise<string[]>;

const hazards: Record<string, { spoil: Hazard; kept: (take: Take) => string[] }> = {
  'a take that somebody changed': {
    async spoil(take) {
      await writeFile(store.fileOf(take), 'my own notes');
      return [store.fileOf(take)];
    },
    kept: (take) => [join('.takes', take.file)],
  },
  'a take that is a link to a file of the same bytes elsewhere': {
    async spoil(take, outside) {
      await rename(store.fileOf(take), join(outside, 'photo.png'));
      await symlink(join(outside, 'photo.png'), store.fileOf(take));
      return [join(outside, 'photo.png'), store.fileOf(take)];
    },
    kept: (take) => [join('.takes', take.file)],
  },
  'a take that has a second name elsewhere': {
    async spoil(take, outside) {
      await link(store.fileOf(take), join(outside, 'photo.png'));
      return [join(outside, 'photo.png'), store.fileOf(take)];
    },
    kept: (take) => [join('.takes', take.file)],
  },
  'a folder in the place of a take': {
    async spoil(take) {
      await rm(store.fileOf(take));
      await mkdir(store.fileOf(take));
      await writeFile(join(store.fileOf(take), 'notes.txt'), 'mine');
      return [join(store.fileOf(take), 'notes.txt')];
    },
    kept: (take) => [join('.takes', take.file)],
  },
  'a conventional file that somebody changed': {
    async spoil() {
      await writeFile(published(), 'my own notes');
      return [published()];
    },
    kept: () => [cell.fileName],
  },
  'a conventional file that is a link to somebody’s copy': {
    async spoil(_take, outside) {
      await rename(published(), join(outside, 'photo.png'));
      await symlink(join(outside, 'photo.png'), published());
      return [join(outside, 'photo.png'), published()];
    },
    kept: () => [cell.fileName],
  },
  'a conventional file that has a second name elsewhere': {
    async spoil(_take, outside) {
      await link(published(), join(outside, 'photo.png'));
      return [join(outside, 'photo.png'), published()];
    },
    kept: () => [cell.fileName],
  },
  'foreign files around it': {
    async spoil(take) {
      const files = [join(takes(), `${take.id}.txt`), join(takes(), 'photo.png'), join(folder, 'photo.png')];
      for (const file of files) await writeFile(file, 'mine');
      return files;
    },
    kept: () => [],
  },
};

it.each(Object.entries(hazards))('deleting a take does not touch %s', async (_name, { spoil, kept }) => {
  const take = await add('#ff0000');
  const files = await spoil(take, await freshFolder('outside'));
  const before = await Promise.all(files.map((file) => readFile(file)));
  const { keptFiles, picked } = await store.delete(take.id, cell.fileName);
  expect({ keptFiles, picked }).toEqual({ keptFiles: kept(take), picked: null });
  expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before);
});

it('a takes folder that became a link is left alone with all that is in it', async () => {
  const take = await add('#ff0000');
  const outside = await freshFolder('outside');
  await rename(takes(), join(outside, '.takes'));
  await symlink(join(outside, '.takes'), takes());
  const before = await readdir(join(outside, '.takes'));
  await expect(store.delete(take.id, cell.fileName)).rejects.toMatchObject({
    code: 'OutputFolderError',
    kind: 'replaced',
  });
  expect(await readdir(join(outside, '.takes'))).toEqual(before);
  expect(existsSync(published())).toBe(true);
});

it('a file that somebody put in the cell’s place is not published over by the heir', async () => {
  const [first, second] = [await add('#ff0000'), await add('#00ff00')];
  const own = await square('#123456');
  await writeFile(published(), own);
  expect(await store.delete(second.id, cell.fileName)).toMatchObject({ picked: first, keptFiles: [cell.fileName] });
  expect(await readFile(published())).toEqual(own);
  expect((await store.reconcile([cell])).adopted).toHaveLength(1);
});

it('an index that came with a project cannot name a file elsewhere', async () => {
  const victim = join(folder, 'photo.png');
  await writeFile(victim, await square('#ff0000'));
  const take = await add('#ff0000');
  const text = await readFile(join(takes(), 'index.jsonl'), 'utf8');
  const json = text.slice(17, -1).replaceAll(take.file, '../photo.png').replaceAll(take.id, 'forged');
  const checksum = createHash('sha256').update(text.slice(0, 16)).update(json).digest('hex').slice(0, 16);
  await writeFile(join(takes(), 'index.jsonl'), `${text}${checksum} ${json}\n`);
  const reader = await openTakeStore(folder, { picture });
  expect(reader.list().map((each) => each.id)).toEqual([take.id]);
  await expect(reader.delete(takeId.parse('forged'), null)).rejects.toMatchObject({ code: 'NotFoundError' });
  expect(existsSync(victim)).toBe(true);
});
