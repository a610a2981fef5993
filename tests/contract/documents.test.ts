import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MatrixEdit } from '../../src/shared/matrix/index.ts';
import { layerName, unitId } from '../../src/shared/base/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { failed } from './failed.ts';
import { connectOverPort, type Connected } from './fixtures.ts';

const root = resolve(import.meta.dirname, '..', '..');

describe('documents over the contract', () => {
  let home: string;
  let film: string;
  let core: Core;
  let connected: Connected;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'telar-documents-'));
    film = join(home, 'film.telar.json');
    await startCore();
  });
  afterEach(async () => {
    await connected.dispose();
    await core.close();
    await rm(home, { recursive: true });
  });

  async function startCore(data = 'data'): Promise<void> {
    core = await createCore({
      home: join(home, data),
      resources: join(root, 'resources'),
      host: 'test',
      version: '0.0.0',
      electronVersion: null,
      launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
    });
    connected = await connectOverPort(core);
  }

  it('makes, edits, saves, closes and opens a document, also relative to the home folder', async () => {
    const { matrix } = connected.link.client;
    const made = await matrix.create({ file: join(home, 'film'), title: 'Film' });
    expect(made).toMatchObject({ file: film, dirty: false, readOnly: null, matrix: { title: 'Film', units: [] } });
    expect(await failed(matrix.create({ file: film }))).toBe('DocumentConflictError.file-exists');
    const edit: MatrixEdit = {
      type: 'batch',
      edits: [
        {
          type: 'insert-layer',
          index: 0,
          layer: {
            name: layerName.parse('plate'),
            asset_type: 'image',
            model: 'local/telar-mini',
            parameters: { prompt: 'a house' },
            parallel_inference: true,
          },
        },
        { type: 'insert-unit', index: 0, unit: { id: unitId.parse('u1'), vars: {}, cells: {} } },
      ],
    };
    const edited = await matrix.edit({ documentId: made.id, baseRevision: made.revision, edit, label: 'Start' });
    expect(edited).toMatchObject({ dirty: true, undoLabel: 'Start', matrix: { units: [{ id: 'u1' }] } });
    expect(await matrix.save({ documentId: made.id })).toMatchObject({ dirty: false });
    await matrix.close({ documentId: made.id });
    expect(await failed(matrix.get({ documentId: made.id }))).toBe('NotFoundError.document');
    const opened = await matrix.open({ file: relative(homedir(), film) });
    expect(opened).toMatchObject({ id: made.id, file: film, matrix: { layers: [{ name: 'plate' }] } });
    expect(await matrix.recent()).toMatchObject([{ documentId: made.id, file: film, title: 'Film', exists: true }]);
  });

  it('goes on in a new file, which must not exist yet', async () => {
    const { matrix } = connected.link.client;
    const { id, revision } = await matrix.create({ file: film, title: 'Film' });
    await matrix.edit({
      documentId: id,
      baseRevision: revision,
      edit: { type: 'set-title', value: 'Copy' },
      label: 'x',
    });
    expect(await failed(matrix.saveAs({ documentId: id, file: film }))).toBe('DocumentConflictError.file-exists');
    const copy = await matrix.saveAs({ documentId: id, file: join(home, 'copy.telar.json') });
    expect(copy).toMatchObject({ dirty: false, matrix: { title: 'Copy' } });
    expect((await matrix.list()).map((document) => document.id)).toEqual([copy.id]);
    expect(await matrix.open({ file: film })).toMatchObject({ recovered: false, matrix: { title: 'Film' } });
  });

  it('answers to what another program wrote', async () => {
    const { matrix } = connected.link.client;
    const { id, revision } = await matrix.create({ file: film, title: 'Film' });
    await matrix.edit({
      documentId: id,
      baseRevision: revision,
      edit: { type: 'set-title', value: 'Mine' },
      label: 'x',
    });
    await writeFile(film, (await readFile(film, 'utf8')).replace('Film', 'Theirs'));
    expect(await failed(matrix.save({ documentId: id }))).toBe('DocumentConflictError.changed-on-disk');
    expect(await matrix.reload({ documentId: id })).toMatchObject({ dirty: false, matrix: { title: 'Theirs' } });
    expect(await readFile(join(home, '.film.telar.json.mine'), 'utf8')).toContain('Mine');
  });

  it('takes a table in as one edit and gives it back', async () => {
    const { matrix } = connected.link.client;
    const { id, revision } = await matrix.create({ file: film });
    const text = 'id,who,size:number\r\nu1,Ann,1\r\nu2,"a, b",\r\n';
    const imported = await matrix.importTable({ documentId: id, baseRevision: revision, text });
    expect(imported.matrix.units).toMatchObject([{ vars: { who: 'Ann', size: 1 } }, { vars: { who: 'a, b' } }]);
    expect(await matrix.exportTable({ documentId: id, format: 'csv' })).toEqual({ text });
    const wrong = matrix.importTable({ documentId: id, baseRevision: imported.revision, text: 'id\n../x' });
    expect(await failed(wrong)).toBe('MatrixFormatError.table');
    expect((await matrix.undo({ documentId: id })).matrix.units).toEqual([]);
  });

  it('keeps a document that is open in one core read-only in another', async () => {
    const { id } = await connected.link.client.matrix.create({ file: film });
    const [first, link] = [core, connected];
    await startCore('other-data');
    const second = await connected.link.client.matrix.open({ file: film });
    expect(second).toMatchObject({ id, readOnly: 'locked' });
    expect(await failed(connected.link.client.matrix.save({ documentId: id }))).toBe('DocumentConflictError.read-only');
    await link.dispose();
    await first.close();
    expect(await connected.link.client.matrix.reload({ documentId: id })).toMatchObject({ readOnly: null });
  });
});
