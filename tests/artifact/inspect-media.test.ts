import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openTakeStore, type CellFile, type TakeFacts, type TakeStore } from '../../src/main/artifact/index.ts';
import { bytesAsSource, probeMedia, withByteSource } from '../../src/main/artifact/media/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import { take as takeSchema, type AssetType, type Take } from '../../src/shared/artifact/index.ts';
import { layerName, noCost, unitId } from '../../src/shared/base/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { freshFolder } from '../telar-process.ts';
import { box, mp3, mp4, wav, webm } from './media-files.ts';

const picture = createPictureProcess(createSourceLauncher());
afterAll(() => picture.dispose());

const facts: TakeFacts = {
  model: 'replicate/acme/model',
  recipe: null,
  prompt: null,
  seed: null,
  durationMs: 5,
  costMicroUsd: noCost,
  runId: 'r1',
};
const webPage = Buffer.from('<!doctype html><html><title>502 Bad Gateway</title></html>');
const pixels = sharp({ create: { width: 12, height: 8, channels: 3, background: '#336699' } });

let folder: string;
let store: TakeStore;
beforeEach(async () => {
  folder = await freshFolder('inspect');
  store = await openTakeStore(folder, { picture });
});

function cellOf(fileName: string, assetType: AssetType): CellFile {
  return { unit: unitId.parse('u1'), layer: layerName.parse('shot'), assetType, fileName };
}

async function add(fileName: string, assetType: AssetType, content: Uint8Array): Promise<Take> {
  const part = store.newPartFile('part');
  await writeFile(part, content);
  return store.add(cellOf(fileName, assetType), part, facts);
}

describe('a result is taken over as what it is', () => {
  it.each<[string, AssetType, Buffer, Partial<Take>]>([
    ['a.mp4', 'video', mp4(), { mediaType: 'video/mp4', width: 1280, height: 720, durationSeconds: 5 }],
    ['a.webm', 'video', webm(), { mediaType: 'video/webm', width: 640, height: 360, durationSeconds: 2.5 }],
    ['a.wav', 'audio', wav(), { mediaType: 'audio/wav', width: null, height: null, durationSeconds: 1 }],
    ['a.mp3', 'audio', mp3(), { mediaType: 'audio/mpeg', width: null, height: null, durationSeconds: 2.60625 }],
    ['a.txt', 'text', Buffer.from('Una niña.\n'), { mediaType: 'text/plain', durationSeconds: null }],
    ['a.txt', 'text', webPage, { mediaType: 'text/plain' }],
  ])('%s', async (name, assetType, content, expected) => {
    const made = await add(name, assetType, content);
    expect(made).toMatchObject({ ...expected, original: null, rehearsal: false, bytes: content.length });
    expect(await readFile(join(folder, name))).toEqual(content);
  });

  it('or not at all', async () => {
    const jpeg = await pixels.clone().jpeg().toBuffer();
    const refused: [string, AssetType, Buffer, string][] = [
      ['a.mp4', 'video', webPage, 'web-page'],
      ['a.png', 'image', webPage, 'web-page'],
      ['a.wav', 'audio', webPage, 'web-page'],
      ['a.mp4', 'video', Buffer.alloc(0), 'incomplete'],
      ['a.png', 'image', Buffer.alloc(0), 'incomplete'],
      ['a.txt', 'text', Buffer.alloc(0), 'incomplete'],
      ['a.png', 'image', jpeg.subarray(0, 200), 'not-an-image'],
      ['a.png', 'image', Buffer.from('{"error":"quota"}'), 'not-an-image'],
      ['a.png', 'image', mp4(), 'wrong-media-type'],
      ['a.mp4', 'video', jpeg, 'wrong-media-type'],
      ['a.mp4', 'video', mp4({ handlers: ['soun'] }), 'wrong-media-type'],
      ['a.mp4', 'video', webm(), 'wrong-media-type'],
      ['a.mp4', 'video', Buffer.from('PK\x03\x04\0\0'), 'wrong-media-type'],
      ['a.wav', 'audio', mp3(), 'wrong-media-type'],
      ['a.txt', 'text', jpeg, 'wrong-media-type'],
      ['a.txt', 'text', Buffer.from('a\0b'), 'wrong-media-type'],
      ['a.exe', 'video', mp4(), 'wrong-media-type'],
      ['a.wav', 'video', wav(), 'wrong-media-type'],
    ];
    const kinds = await Promise.all(
      refused.map(([name, assetType, content]) =>
        add(name, assetType, content).then(
          () => 'accepted',
          (error: unknown) => (error as { kind?: string }).kind,
        ),
      ),
    );
    expect(kinds).toEqual(refused.map(([, , , kind]) => kind));
    expect(store.list()).toEqual([]);
  });

  it('names both types when they differ', async () => {
    await expect(add('a.wav', 'audio', mp3())).rejects.toMatchObject({
      values: { found: 'audio/mpeg', wanted: 'audio/wav' },
    });
  });
});

describe('a picture in another format than its name asks for', () => {
  it('is converted, and what arrived stays with the take', async () => {
    const webp = await pixels.clone().webp({ lossless: true }).toBuffer();
    const made = await add('a.jpg', 'image', webp);
    expect(made).toMatchObject({ mediaType: 'image/jpeg', width: 12, height: 8, original: `${made.id}.original.webp` });
    expect(await sharp(join(folder, 'a.jpg')).metadata()).toMatchObject({ format: 'jpeg', width: 12 });
    expect(await readFile(join(folder, '.takes', made.original!))).toEqual(webp);
    expect((await readdir(join(folder, '.takes'))).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('is adopted once, not every time the folder is looked at', async () => {
    const jpeg = await pixels.clone().jpeg().toBuffer();
    await writeFile(join(folder, 'a.png'), jpeg);
    const { adopted } = await store.reconcile([cellOf('a.png', 'image')]);
    expect(adopted).toMatchObject([{ origin: 'adopted', mediaType: 'image/png' }]);
    expect(await readFile(join(folder, '.takes', adopted[0]!.original!))).toEqual(jpeg);
    expect((await store.reconcile([cellOf('a.png', 'image')])).adopted).toEqual([]);
  });
});

it('reads takes of an index that is older than these fields', async () => {
  const { durationSeconds: _d, original: _o, rehearsal: _r, ...older } = await add('a.wav', 'audio', wav());
  expect(takeSchema.parse(older)).toEqual({ ...older, durationSeconds: null, original: null, rehearsal: false });
});

it.each([
  [
    'an index behind its media',
    Buffer.concat([box('ftyp', Buffer.from('isom')), mp4({ media: box('mdat', Buffer.alloc(9000)) })]),
  ],
  ['WebM', webm()],
  ['MP3 with a long tag', mp3({ tag: 6000 })],
  ['WAV with a long chunk', wav({ extra: Buffer.concat([Buffer.from('junk\x88\x13\0\0'), Buffer.alloc(5000)]) })],
  ['a cut WAV', wav().subarray(0, -1)],
])('a file on disk gives what its bytes give: %s', async (_, bytes) => {
  const file = join(folder, 'some.bin');
  await writeFile(file, bytes);
  const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
  expect(await outcome(withByteSource(file, probeMedia))).toEqual(
    await outcome(probeMedia(bytesAsSource(bytes, file))),
  );
});
