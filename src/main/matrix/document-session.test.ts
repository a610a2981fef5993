import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rename, source, useDocument } from '../../../tests/document-on-disk.ts';

const disk = useDocument();
const { hidden, open } = disk;

describe('a document session', () => {
  it('edits, undoes, redoes and saves', async () => {
    const session = await open();
    rename(session, 'New');
    expect(session.describe()).toMatchObject({ revision: 1, dirty: true, canUndo: true, undoLabel: 'Rename' });
    expect(session.undo()).toMatchObject({ revision: 2, dirty: false, canRedo: true, matrix: { title: 'Film' } });
    session.redo();
    await session.save();
    expect(session.describe().dirty).toBe(false);
    expect(await readFile(disk.file, 'utf8')).toBe(source.replace('Film', 'New'));
  });

  it('refuses an edit that was made on an older revision', async () => {
    const session = await open();
    rename(session, 'A');
    const late = (): unknown =>
      session.edit({ baseRevision: 0, edit: { type: 'set-title', value: 'B' }, label: 'Rename' });
    expect(late).toThrow(expect.objectContaining({ code: 'DocumentConflictError', kind: 'stale-revision' }));
    expect(session.matrix.title).toBe('A');
  });

  it('keeps unsaved changes in a recovery copy and takes them up again', async () => {
    const first = await open();
    rename(first, 'Unsaved');
    await first.close();
    expect(await readFile(disk.file, 'utf8')).toBe(source);
    const keptAtMs = (await stat(hidden('recovery'))).mtimeMs;
    const second = await open();
    expect(second.describe()).toMatchObject({ recovered: true, dirty: true, matrix: { title: 'Unsaved' } });
    expect(second.tab()).toMatchObject({ dirty: true, keptAtMs });
    await second.save();
    await second.close();
    expect(await readdir(disk.folder)).toEqual(['.film.telar.json.bak', 'film.telar.json']);
  });

  it('does not overwrite what another program wrote meanwhile', async () => {
    const session = await open();
    rename(session, 'Mine');
    await writeFile(disk.file, 'theirs, not even JSON');
    await expect(session.save()).rejects.toMatchObject({ code: 'DocumentConflictError', kind: 'changed-on-disk' });
    expect(await readFile(disk.file, 'utf8')).toBe('theirs, not even JSON');
    await session.save({ onConflict: 'overwrite' });
    expect(await readFile(disk.file, 'utf8')).toBe(source.replace('Film', 'Mine'));
    expect(await readFile(hidden('bak'), 'utf8')).toBe('theirs, not even JSON');
  });

  it('keeps the version before each save', async () => {
    const session = await open();
    for (const title of ['One', 'Two']) {
      rename(session, title);
      await session.save();
    }
    expect(await readFile(hidden('bak'), 'utf8')).toBe(source.replace('Film', 'One'));
  });

  it('takes up what is on disk and keeps its own changes beside it', async () => {
    const session = await open();
    rename(session, 'Mine');
    await writeFile(disk.file, source.replace('Film', 'Theirs'));
    const { revision } = session.describe();
    const described = await session.reload();
    expect(described).toMatchObject({ dirty: false, canUndo: false, matrix: { title: 'Theirs' } });
    expect(described.revision).toBeGreaterThan(revision);
    expect(await readFile(hidden('mine'), 'utf8')).toBe(source.replace('Film', 'Mine'));
    rename(session, 'Both');
    await session.save();
    expect(await readFile(disk.file, 'utf8')).toBe(source.replace('Film', 'Both'));
  });

  it('loses nothing when what is on disk cannot be taken up', async () => {
    const session = await open();
    rename(session, 'Mine');
    await writeFile(disk.file, '{');
    await expect(session.reload()).rejects.toMatchObject({ kind: 'not-json' });
    expect(session.describe()).toMatchObject({ dirty: true, canUndo: true, matrix: { title: 'Mine' } });
  });

  it('counts an edit that arrives while it saves as unsaved', async () => {
    const session = await open();
    rename(session, 'Saved');
    const saving = session.save();
    // The save has begun, but no file is written yet.
    await Promise.resolve();
    await Promise.resolve();
    rename(session, 'Later');
    expect(await saving).toMatchObject({ dirty: true, matrix: { title: 'Later' } });
    expect(await readFile(disk.file, 'utf8')).toBe(source.replace('Film', 'Saved'));
    expect(await readFile(hidden('recovery'), 'utf8')).toBe(source.replace('Film', 'Later'));
  });

  it('saves a file with a byte order mark without taking it for a foreign change', async () => {
    await writeFile(disk.file, `\uFEFF${source}`);
    const session = await open();
    rename(session, 'New');
    await session.save();
    expect(await readFile(disk.file, 'utf8')).toBe(source.replace('Film', 'New'));
  });

  it('opens a layers_dict and saves the native form, the old one as .bak', async () => {
    const dict = '{"10":[{"model":"local/m","asset_type":"image"}],"2":[]}';
    await writeFile(disk.file, dict);
    const session = await open();
    expect(session.describe()).toMatchObject({ dirty: false, matrix: { units: [{ id: '10' }, { id: '2' }] } });
    rename(session, 'Named');
    await session.save();
    expect(JSON.parse(await readFile(disk.file, 'utf8'))).toMatchObject({
      telar: 1,
      units: [{ id: '10' }, { id: '2' }],
    });
    expect(await readFile(hidden('bak'), 'utf8')).toBe(dict);
  });

  it('puts a damaged recovery copy aside and says so', async () => {
    await writeFile(hidden('recovery'), '{"telar":1,');
    const session = await open();
    expect(session.describe()).toMatchObject({
      recovered: false,
      damagedRecovery: hidden('recovery.damaged'),
      matrix: { title: 'Film' },
    });
    expect(await readFile(hidden('recovery.damaged'), 'utf8')).toBe('{"telar":1,');
  });

  it('keeps a recovery copy that another program overtook', async () => {
    await writeFile(hidden('recovery'), source.replace('Film', 'Old'));
    await utimes(hidden('recovery'), new Date(1_000), new Date(1_000));
    const session = await open();
    expect(session.describe()).toMatchObject({ recovered: false, matrix: { title: 'Film' } });
    await session.close();
    expect(await readFile(hidden('mine'), 'utf8')).toBe(source.replace('Film', 'Old'));
  });

  it('shows a document of a newer version and never writes it', async () => {
    const newer =
      '{"telar":2,"title":"Later","layers":[{"name":"a","asset_type":"image","model":"m"},{"name":7}],"units":[{"id":"u"}]}';
    await writeFile(disk.file, newer);
    const session = await open();
    expect(session.describe()).toMatchObject({
      readOnly: 'newer-version',
      dirty: false,
      matrix: { title: 'Later', layers: [{ name: 'a' }], units: [{ id: 'u' }] },
    });
    expect(() => rename(session, 'X')).toThrow(
      expect.objectContaining({ code: 'DocumentConflictError', kind: 'read-only' }),
    );
    await expect(session.save({ onConflict: 'overwrite' })).rejects.toMatchObject({ kind: 'read-only' });
    await session.close();
    expect(await readFile(disk.file, 'utf8')).toBe(newer);
    expect(await readdir(disk.folder)).toEqual(['film.telar.json']);
  });

  it('refuses a document of a newer version of which nothing can be shown', async () => {
    await writeFile(disk.file, '{"telar":2,"scenes":[]}');
    await expect(open()).rejects.toMatchObject({ code: 'MatrixFormatError', kind: 'newer-version' });
  });

  it.each([
    ['a broken document', '{"telar": 1,', { code: 'MatrixFormatError', kind: 'not-json' }],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), { code: 'MatrixFormatError', kind: 'not-utf8' }],
  ])('opens nothing of %s and leaves the file as it is', async (_name, content, failure) => {
    await writeFile(disk.file, content);
    await expect(open()).rejects.toMatchObject(failure);
    expect(await readFile(disk.file)).toEqual(Buffer.from(content));
    expect(await readdir(disk.folder)).toEqual(['film.telar.json']);
  });

  it('says that a file does not exist', async () => {
    await expect(open('none.telar.json')).rejects.toMatchObject({ code: 'MatrixFormatError', kind: 'not-found' });
  });
});
