import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUploads, type Uploads } from '../../src/main/artifact/index.ts';
import { safeStem } from '../../src/main/artifact/inputs/safe-name.ts';
import { importChunkBytes, type ImportedMedia } from '../../src/shared/contract/index.ts';
import { plainPng } from '../fakes/replicate/png.ts';
import { freshFolder } from '../telar-process.ts';
import { mp4, wav } from './media-files.ts';
import { startPicture } from './one-cell.ts';

const picture = startPicture();
afterAll(() => picture.dispose());

let folder: string;
let uploads: Uploads;
beforeEach(async () => {
  folder = await freshFolder('inputs');
  uploads = createUploads({ picture });
});
afterEach(() => uploads.close());

const documentFile = (): string => join(folder, 'story.telar.json');
const kept = (): Promise<string[]> => readdir(join(folder, 'inputs'));
const png = plainPng(8, 8, [200, 20, 20]);

async function bringIn(name: string, bytes: Buffer): Promise<ImportedMedia> {
  const id = await uploads.begin(documentFile(), { name, bytes: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += importChunkBytes) {
    await uploads.append(id, offset, bytes.subarray(offset, offset + importChunkBytes));
  }
  return uploads.finish(id);
}

describe('a file that is brought in', () => {
  it.each([
    ['boat.png', png, 'inputs/boat.png', 'image/png'],
    ['../../etc/passwd', png, 'inputs/passwd.png', 'image/png'],
    ['C:\\Users\\me\\My photo (1).PNG', png, 'inputs/My-photo-1.png', 'image/png'],
    ['notes.exe', Buffer.from('a boat at sea'), 'inputs/notes.txt', 'text/plain'],
    ['shots.csv', Buffer.from('id,scene\na,b'), 'inputs/shots.csv', 'text/plain'],
    ['film.png', mp4({ duration: 2 }), 'inputs/film.mp4', 'video/mp4'],
    ['{{vars.x}}.wav', wav(), 'inputs/vars-x.wav', 'audio/wav'],
    ['.env', png, 'inputs/file.png', 'image/png'],
    ['con.png', png, 'inputs/file-con.png', 'image/png'],
    ['', png, 'inputs/file.png', 'image/png'],
  ])('called %j is kept by what it is', async (name, bytes, path, mediaType) => {
    expect(await bringIn(name, bytes)).toMatchObject({ path, mediaType, bytes: bytes.length });
    expect(await readFile(join(folder, path))).toEqual(bytes);
    expect(await kept()).toEqual([path.replace('inputs/', '')]);
  });

  it('never takes the place of another, and the same content is kept once', async () => {
    const blue = plainPng(8, 8, [0, 0, 200]);
    expect((await bringIn('boat.png', png)).path).toBe('inputs/boat.png');
    expect((await bringIn('boat.png', blue)).path).toBe('inputs/boat-2.png');
    expect((await bringIn('another name.png', png)).path).toBe('inputs/boat.png');
    expect(await readFile(join(folder, 'inputs', 'boat.png'))).toEqual(png);
    expect(await kept()).toEqual(['boat-2.png', 'boat.png']);
  });

  it('goes over in pieces', async () => {
    const long = Buffer.alloc(importChunkBytes * 2 + 5, 'long ');
    const { path } = await bringIn('long.txt', long);
    expect((await readFile(join(folder, path))).equals(long)).toBe(true);
  });
});

describe('what cannot be used', () => {
  it.each([
    ['page.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'unknown-type'],
    ['photo.jpg', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]), 'unknown-type'],
    ['cut.png', png.subarray(0, 40), 'damaged'],
    ['cut.mp4', mp4({ duration: 2 }).subarray(0, 60), 'damaged'],
  ])('%s is refused as %#, and nothing of it stays', async (name, bytes, kind) => {
    await expect(bringIn(name, bytes)).rejects.toMatchObject({ code: 'MediaImportError', kind });
    expect(await kept()).toEqual([]);
  });

  it('is refused before anything is sent where it is empty or too large', async () => {
    const begin = (bytes: number): Promise<string> => uploads.begin(documentFile(), { name: 'a.png', bytes });
    await expect(begin(0)).rejects.toMatchObject({ kind: 'empty' });
    await expect(begin(3 * 1024 ** 3)).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('is dropped when its pieces are not what was announced', async () => {
    const id = await uploads.begin(documentFile(), { name: 'a.png', bytes: 4 });
    await expect(uploads.append(id, 0, Buffer.alloc(5))).rejects.toMatchObject({ kind: 'interrupted' });
    await expect(uploads.finish(id)).rejects.toMatchObject({ kind: 'interrupted' });
    const short = await uploads.begin(documentFile(), { name: 'a.png', bytes: 4 });
    await uploads.append(short, 0, Buffer.alloc(2));
    await expect(uploads.finish(short)).rejects.toMatchObject({ kind: 'interrupted' });
    expect(await kept()).toEqual([]);
  });

  it('is not written through a link in the place of the folder', async () => {
    const elsewhere = await freshFolder('elsewhere');
    await symlink(elsewhere, join(folder, 'inputs'));
    await expect(bringIn('a.png', png)).rejects.toMatchObject({ kind: 'not-writable' });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('leaves a link of the wanted name alone', async () => {
    await mkdir(join(folder, 'inputs'));
    await writeFile(join(folder, 'secret.png'), 'mine');
    await symlink(join(folder, 'secret.png'), join(folder, 'inputs', 'a.png'));
    expect((await bringIn('a.png', png)).path).toBe('inputs/a-2.png');
    expect(await readFile(join(folder, 'secret.png'), 'utf8')).toBe('mine');
  });
});

it('a stem has only letters, digits, - and _, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (name) => {
      const stem = safeStem(name);
      expect(stem).toMatch(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}_-]*$/u);
      expect(Buffer.byteLength(stem)).toBeLessThan(250);
    }),
    { numRuns: 40 },
  );
});
