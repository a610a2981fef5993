import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import {
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openTakeStore,
  refuseProtectedFolder,
  resolveOutputDir,
  type CellFile,
  type TakeFacts,
  type TakeStore,
} from '../../src/main/artifact/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import type { Take } from '../../src/shared/artifact/index.ts';
import { layerName, noCost, unitId } from '../../src/shared/base/index.ts';
import { freshFolder } from '../telar-process.ts';

const root = resolve(import.meta.dirname, '../..');
const picture = createPictureProcess(
  createNodeChildLauncher((program) => join(root, 'src/main/picture', `${program}.ts`)),
);
afterAll(() => picture.dispose());

const cell: CellFile = {
  unit: unitId.parse('u1'),
  layer: layerName.parse('plate'),
  assetType: 'image',
  fileName: 'u1_layer0_image.png',
};
const facts: TakeFacts = {
  model: null,
  recipe: null,
  prompt: null,
  seed: null,
  durationMs: null,
  costMicroUsd: noCost,
  runId: null,
};

let project: string;
let outside: string;
let outputs: string;
let document: string;
beforeEach(async () => {
  project = await freshFolder('project');
  outside = await freshFolder('outside');
  outputs = join(project, 'outputs');
  document = join(project, 'film.telar.json');
});

const square = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
    .png()
    .toBuffer();

async function add(store: TakeStore, colour: string): Promise<Take> {
  const part = store.newPartFile('png');
  await writeFile(part, await square(colour));
  return store.add(cell, part, facts);
}

const open = (folder = outputs): Promise<TakeStore> => openTakeStore(folder, { picture });

/** Code and kind of what a call throws or rejects with. */
async function failureOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'no failure';
  } catch (error) {
    const { code, kind } = error as { code?: string; kind?: string };
    return `${code ?? String(error)}/${kind ?? ''}`;
  }
}

describe('where a document may write', () => {
  it.each([
    ['a folder below it', 'outputs', null],
    ['one that is not there yet', 'a/b/c', null],
    ['a name that begins with dots', '..results', null],
    ['its own folder', '.', 'outside-document'],
    ['a folder above', '..', 'outside-document'],
    ['a folder beside', '../elsewhere', 'outside-document'],
    ['a way out and in again', '../../tmp', 'outside-document'],
    ['an absolute folder', '/tmp/telar-elsewhere', 'outside-document'],
  ])('%s (%s)', async (_name, folder, kind) => {
    const expected = kind === null ? 'no failure' : `OutputFolderError/${kind}`;
    expect(await failureOf(() => resolveOutputDir(document, folder, null))).toBe(expected);
  });

  it.each([
    ['a link to a folder elsewhere', 'outputs', () => symlink(outside, outputs), () => outside],
    [
      'a folder behind a link',
      'link/outputs',
      () => symlink(outside, join(project, 'link')),
      () => join(outside, 'outputs'),
    ],
    ['a link to the folder of the document', 'outputs', () => symlink(project, outputs), () => project],
  ])('not %s, unless the user names it: then under its real name', async (_name, folder, make, real) => {
    await make();
    expect(await failureOf(() => resolveOutputDir(document, folder, null))).toBe('OutputFolderError/outside-document');
    expect(resolveOutputDir(document, folder, join(project, folder))).toBe(real());
  });

  it('a link to another folder of the project', async () => {
    await mkdir(join(project, 'big-disk'));
    await symlink(join(project, 'big-disk'), outputs);
    expect(resolveOutputDir(document, 'outputs', null)).toBe(realpathSync(outputs));
    await add(await open(), '#ff0000');
    expect(await readdir(join(project, 'big-disk'))).toContain(cell.fileName);
  });
});

describe('folders that are no place for results', () => {
  const home = '/home/somebody';
  const folders = {
    application: [join(root, 'resources'), join(root, 'out')],
    home,
    data: `${home}/.local/share/telar`,
  };
  it.each([
    ['the root', parse(root).root, 'protected'],
    ['what contains the home folder', '/home', 'protected'],
    ['the home folder', home, 'protected'],
    ['the home folder, written otherwise', `${home}/x/..`, 'protected'],
    ['the data folder', folders.data, 'protected'],
    ['the application’s resources', join(root, 'resources'), 'inside-application'],
    ['a folder in the application', join(root, 'resources', 'examples', 'outputs'), 'inside-application'],
    ['a folder in the home folder', `${home}/film`, null],
    ['a project in the data folder', `${folders.data}/projects/film/outputs`, null],
  ])('%s', async (_name, folder, kind) => {
    const expected = kind === null ? 'no failure' : `OutputFolderError/${kind}`;
    expect(await failureOf(() => refuseProtectedFolder(folder, folders))).toBe(expected);
  });

  it('also by way of a link', async () => {
    await symlink(join(root, 'resources'), join(outside, 'results'));
    expect(await failureOf(() => refuseProtectedFolder(join(outside, 'results', 'x'), folders))).toBe(
      'OutputFolderError/inside-application',
    );
  });
});

describe('what stands in the place of a result', () => {
  const notes = 'my own notes';
  const published = (): string => join(outputs, cell.fileName);
  const victim = (): string => join(outside, 'notes.txt');
  beforeEach(async () => {
    await mkdir(outputs);
    await writeFile(victim(), notes);
  });

  it.each([
    ['a link to a user’s file', (): Promise<void> => symlink(victim(), published())],
    ['a link that leads nowhere', (): Promise<void> => symlink(join(outside, 'none'), published())],
    ['a second name of a user’s file', (): Promise<void> => link(victim(), published())],
  ])('%s is replaced and never written through', async (_name, make) => {
    await make();
    const store = await open();
    await add(store, '#ff0000');
    expect(await readFile(victim(), 'utf8')).toBe(notes);
    expect(existsSync(join(outside, 'none'))).toBe(false);
    expect((await lstat(published())).isFile()).toBe(true);
    expect(await readFile(published())).toEqual(await square('#ff0000'));
  });

  it('a link to a picture elsewhere is not read: it is no file that somebody put there', async () => {
    const photo = join(outside, 'photo.png');
    await writeFile(photo, await square('#00ff00'));
    await symlink(photo, published());
    const store = await open();
    expect((await store.reconcile([cell])).adopted).toEqual([]);
    expect(await readlink(published())).toBe(photo);
    await add(store, '#ff0000');
    expect(await readFile(photo)).toEqual(await square('#00ff00'));
  });

  it('a file that somebody put there is kept, as a take', async () => {
    await writeFile(published(), await square('#0000ff'));
    const store = await open();
    expect((await store.reconcile([cell])).adopted).toMatchObject([{ origin: 'adopted' }]);
    expect(await readFile(published())).toEqual(await square('#0000ff'));
  });
});

describe('links inside a project that somebody else made', () => {
  const notes = 'my own notes\n';
  it.each([
    ['the index', join('.takes', 'index.jsonl'), symlink],
    ['the index, by a second name', join('.takes', 'index.jsonl'), link],
  ])('%s is refused, and what it leads to stays', async (_name, path, make) => {
    const victim = join(outside, 'notes.txt');
    await writeFile(victim, notes);
    await mkdir(join(outputs, '.takes'), { recursive: true });
    await make(victim, join(outputs, path));
    expect(await failureOf(() => open())).toBe('OutputFolderError/not-a-file');
    expect(await readFile(victim, 'utf8')).toBe(notes);
  });

  it('the takes folder is refused', async () => {
    await mkdir(outputs);
    await symlink(outside, join(outputs, '.takes'));
    expect(await failureOf(() => open())).toMatch(/^OutputFolderError\/not-a-f/);
    expect(await readdir(outside)).toEqual([]);
  });
});

describe('a folder that is exchanged while Telar works', () => {
  it.each([
    ['by another folder', (): Promise<unknown> => mkdir(join(outputs, '.takes'), { recursive: true })],
    ['by a link elsewhere', (): Promise<void> => symlink(outside, outputs)],
    ['by nothing', (): Promise<void> => Promise.resolve()],
  ])('%s gets nothing, and what was finished stays', async (_name, exchange) => {
    await mkdir(join(outside, '.takes'));
    const store = await open();
    const first = await add(store, '#ff0000');
    const part = store.newPartFile('png');
    await writeFile(part, await square('#00ff00'));
    await rename(outputs, join(project, 'moved'));
    await exchange();
    expect(await store.isThere()).toBe(false);
    const moved = part.replace(outputs, join(project, 'moved'));
    expect(await failureOf(() => store.add(cell, moved, facts))).toBe('OutputFolderError/replaced');
    expect(await failureOf(() => store.pick(first.id, cell.fileName))).toMatch(
      /NotFoundError\/take|OutputFolderError\/replaced/,
    );
    expect(await failureOf(() => store.reconcile([cell]))).toBe('OutputFolderError/replaced');
    expect(await readdir(outside)).toEqual(['.takes']);
    expect(await readdir(join(outside, '.takes'))).toEqual([]);
    expect((await open(join(project, 'moved'))).list().map((take) => take.id)).toEqual([first.id]);
  });

  it('a link of the user’s own that turns elsewhere is noticed too', async () => {
    const real = join(project, 'real');
    await mkdir(real);
    await symlink(real, outputs);
    const store = await open();
    await rm(outputs);
    await symlink(outside, outputs);
    const part = join(real, '.takes', 'x.png.part');
    await writeFile(part, await square('#00ff00'));
    expect(await failureOf(() => store.add(cell, part, facts))).toBe('OutputFolderError/replaced');
    expect(await readdir(outside)).toEqual([]);
  });
});

describe('a folder that cannot be written', () => {
  let mounted: string | null = null;
  afterEach(() => {
    if (mounted !== null) execFileSync('umount', [mounted]);
    mounted = null;
  });

  it('because it is read-only', async () => {
    await mkdir(outputs);
    // The administrator may write everywhere but on a file system that is read-only itself.
    if (process.getuid?.() === 0) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', outputs]);
      mounted = outputs;
    } else await chmod(outputs, 0o555);
    expect(await failureOf(() => open())).toBe('OutputFolderError/not-writable');
    expect(await readdir(outputs)).toEqual([]);
  });

  it.each([
    ['because a file stands there', (): Promise<void> => writeFile(outputs, 'mine'), 'not-a-folder'],
    ['because a file stands above it', (): Promise<void> => writeFile(join(project, 'a'), 'mine'), 'not-a-folder'],
  ])('%s', async (name, make, kind) => {
    await make();
    const folder = name.includes('above') ? join(project, 'a', 'outputs') : outputs;
    expect(await failureOf(() => open(folder))).toBe(`OutputFolderError/${kind}`);
  });
});
