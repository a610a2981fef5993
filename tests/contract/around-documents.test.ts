import { mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentId } from '../../src/shared/base/index.ts';
import type { RunChoices } from '../../src/shared/contract/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { failed } from './failed.ts';
import { connectOverPort, type Connected } from './fixtures.ts';

const root = resolve(import.meta.dirname, '..', '..');

let home: string;
let core: Core;
let connected: Connected;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-around-'));
  core = await createCore({
    home: join(home, 'data'),
    resources: join(root, 'resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
  });
  connected = await connectOverPort(core);
});

afterEach(async () => {
  await connected.dispose();
  await core.close();
  await rm(home, { recursive: true });
});

const client = () => connected.link.client;

async function runToEnd(documentId: DocumentId, choices: Partial<RunChoices>): Promise<string[]> {
  await client().run.start({ documentId, ...choices, allowUnknownPrice: true });
  await expect
    .poll(async () => (await client().run.latest({ documentId }))?.state, { timeout: 60_000, interval: 100 })
    .not.toBe('running');
  const run = await client().run.latest({ documentId });
  return [...new Set(run?.cells.map((cell) => cell.state))];
}

describe('the examples', () => {
  it('are listed with what they make and cost', async () => {
    const examples = await client().documents.examples();
    expect(examples.map(({ id, units, layers, cells }) => `${id} ${units} x ${layers}: ${cells}`)).toEqual([
      'four-lights 4 x 3: 12',
      'picture-book 6 x 3: 18',
      'podcast-covers 4 x 4: 16',
      'product-series 4 x 4: 16',
      'prompt-grid 6 x 4: 24',
      'storyboard 5 x 4: 16',
      'upscale-chain 3 x 4: 12',
    ]);
    const free = examples.filter(({ price }) => price.isKnown && price.highMicroUsd === 0).map(({ id }) => id);
    expect(free).toEqual(['four-lights', 'picture-book', 'prompt-grid']);
    expect(examples.filter(({ price }) => !price.isKnown)).toEqual([]);
  });

  it('become documents of their own, whose plans have no failure and which rehearse to the end', async () => {
    const examples = await client().documents.examples();
    for (const { id, cells } of examples.filter((example) => example.id !== 'four-lights')) {
      const document = await client().matrix.create({
        file: join(home, 'made', id, id),
        title: `My ${id}`,
        example: id,
      });
      expect(document).toMatchObject({ dirty: false, matrix: { title: `My ${id}` } });
      const plan = await client().plan.get({ documentId: document.id });
      expect({ id, ...plan.totals, warnings: plan.warnings }).toMatchObject({ run: cells, blocked: 0, warnings: [] });
      expect({ id, states: await runToEnd(document.id, { rehearse: true }) }).toEqual({ id, states: ['succeeded'] });
    }
  }, 120_000);

  it.each([
    ['picture-book', 'p1'],
    ['prompt-grid', 'house'],
  ])(
    'run on this machine: %s',
    async (example, unit) => {
      const { id, matrix } = await client().matrix.create({ file: join(home, example), example });
      const scope = { kind: 'unit' as const, unit: matrix.units.find((each) => each.id === unit)!.id };
      expect(await runToEnd(id, { scope })).toEqual(['succeeded']);
    },
    60_000,
  );

  it('are asked for by their names only', async () => {
    const outside = client().matrix.create({ file: join(home, 'x'), example: '../schema/telar-1.schema' });
    expect(await failed(outside)).toBe('NotFoundError.example');
  });
});

const text = (title: string): string => `{\n  "telar": 1,\n  "title": "${title}",\n  "layers": [],\n  "units": []\n}\n`;

/** A document whose program was killed after it had kept unsaved changes. */
async function killedDocument(): Promise<string> {
  const file = join(home, 'film.telar.json');
  await writeFile(file, text('Saved'));
  const { id } = await client().matrix.open({ file });
  await client().matrix.close({ documentId: id });
  await writeFile(join(home, '.film.telar.json.recovery'), text('Unsaved'));
  const owner = { processId: 999_999_999, host: hostname(), startedAtMs: 0, startTicks: null };
  await writeFile(join(home, '.film.telar.json.lock'), JSON.stringify(owner));
  return file;
}

describe('changes that were left behind', () => {
  it('are found, compared and restored', async () => {
    const file = await killedDocument();
    expect(await client().documents.unsaved()).toMatchObject([{ file, title: 'Saved' }]);
    const { differences, total } = await client().documents.compareUnsaved({ file });
    expect({ differences, total }).toEqual({
      differences: [
        {
          part: 'document',
          name: '',
          change: 'changed',
          fields: [{ name: 'title', before: 'Saved', after: 'Unsaved' }],
        },
      ],
      total: 1,
    });
    expect(await client().matrix.open({ file })).toMatchObject({ recovered: true, matrix: { title: 'Unsaved' } });
    expect(await client().documents.unsaved()).toEqual([]);
    expect(await client().documents.tabs()).toMatchObject([{ file, title: 'Unsaved', dirty: true }]);
  });

  it('are put aside for the saved version', async () => {
    const file = await killedDocument();
    const opened = await client().matrix.open({ file, version: 'saved' });
    expect(opened).toMatchObject({ recovered: false, dirty: false, matrix: { title: 'Saved' } });
    expect(await readFile(join(home, '.film.telar.json.mine'), 'utf8')).toContain('Unsaved');
  });

  it('are no question after a close that kept or dropped them', async () => {
    const file = join(home, 'film.telar.json');
    for (const unsaved of ['keep', 'drop'] as const) {
      await writeFile(file, text('Saved'));
      await utimes(file, 0, 0);
      const { id, revision } = await client().matrix.open({ file });
      const edit = { type: 'set-title', value: unsaved } as const;
      await client().matrix.edit({ documentId: id, baseRevision: revision, edit, label: 'x' });
      await client().matrix.close({ documentId: id, unsaved });
      expect(await client().documents.unsaved()).toEqual([]);
    }
    expect(await client().matrix.open({ file })).toMatchObject({ dirty: false, matrix: { title: 'Saved' } });
  });
});

it('shows where a document is broken, and its backup stands in for it until it is saved', async () => {
  const file = join(home, 'film.telar.json');
  const broken = text('Broken').replace('"layers": []', '"layers": [');
  await writeFile(file, broken);
  await writeFile(join(home, '.film.telar.json.bak'), text('Backup'));
  expect(await failed(client().matrix.open({ file }))).toBe('MatrixFormatError.not-json');
  const help = await client().documents.inspectBroken({ file, line: 4 });
  expect(help.lines.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
  expect(help.backupAtMs).toBe((await stat(join(home, '.film.telar.json.bak'))).mtimeMs);
  const opened = await client().matrix.open({ file, version: 'backup' });
  expect(opened).toMatchObject({ dirty: true, matrix: { title: 'Backup' } });
  expect(await readFile(file, 'utf8')).toBe(broken);
  await client().matrix.save({ documentId: opened.id });
  expect(await readFile(file, 'utf8')).toContain('Backup');
  expect(await readFile(join(home, '.film.telar.json.bak'), 'utf8')).toBe(broken);
});

it('shows no line of a file that is no document', async () => {
  const file = join(home, 'secret.key');
  await writeFile(file, 'secret\n');
  expect(await client().documents.inspectBroken({ file, line: 1 })).toEqual({ backupAtMs: null, lines: [] });
});

it('keeps a dropped document under a free name', async () => {
  const first = await client().documents.bring({ name: 'Día 1.telar.json', text: text('One') });
  const second = await client().documents.bring({ name: 'Día 1.json', text: text('Two') });
  const projects = join(home, 'data', 'projects');
  expect([first.file, second.file]).toEqual([
    join(projects, 'dia-1', 'dia-1.telar.json'),
    join(projects, 'dia-1-2', 'dia-1-2.telar.json'),
  ]);
  expect(await failed(client().documents.bring({ name: 'x.json', text: '{' }))).toBe('MatrixFormatError.not-json');
});

it('looks through the projects and folders of opened documents, and through nothing else', async () => {
  const elsewhere = join(home, 'elsewhere');
  await mkdir(join(elsewhere, 'inner'), { recursive: true });
  await mkdir(join(elsewhere, '.hidden'));
  const film = join(elsewhere, 'film.telar.json');
  await writeFile(film, text('Film'));
  await writeFile(join(elsewhere, 'picture.png'), '');
  await symlink('/', join(elsewhere, 'out'));
  expect(await failed(client().documents.browse({ folder: elsewhere }))).toBe('NotFoundError.folder');
  await client().matrix.open({ file: film });
  const listing = await client().documents.browse({ folder: elsewhere });
  expect(listing.entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'folder inner',
    'folder out',
    'document film.telar.json',
  ]);
  expect(listing.places.map(({ kind }) => kind)).toEqual(['home', 'projects', 'recent']);
  expect(listing.parent).toBe(null);
  for (const folder of [
    join(elsewhere, 'out'),
    join(elsewhere, '.hidden'),
    dirname(elsewhere),
    join(elsewhere, 'no'),
  ]) {
    expect({ folder, failure: await failed(client().documents.browse({ folder })) }).toEqual({
      folder,
      failure: 'NotFoundError.folder',
    });
  }
  expect((await client().documents.browse({ folder: homedir() })).parent).toBe(null);
});
