import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { documentId } from '../../shared/base/index.ts';
import { openDocumentSession, type DocumentSession } from './document-session.ts';

const source = `${JSON.stringify({ telar: 1, title: 'Film', layers: [], units: [], mine: 1 }, null, 2)}\n`;
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-session-'));
  file = join(folder, 'film.telar.json');
  await writeFile(file, source);
});

const open = (): Promise<DocumentSession> =>
  openDocumentSession(documentId.parse('d1'), file, {
    onChange: () => undefined,
    onError: (error) => {
      throw error;
    },
  });

function rename(session: DocumentSession, value: string): void {
  const { revision } = session.describe();
  session.edit({ baseRevision: revision, edit: { type: 'set-title', value }, label: 'Rename' });
}

describe('a document session', () => {
  it('edits, undoes, redoes and saves', async () => {
    const session = await open();
    rename(session, 'New');
    expect(session.describe()).toMatchObject({ revision: 1, dirty: true, canUndo: true, undoLabel: 'Rename' });
    expect(session.undo()).toMatchObject({ revision: 2, dirty: false, canRedo: true, matrix: { title: 'Film' } });
    session.redo();
    await session.save();
    expect(session.describe().dirty).toBe(false);
    expect(await readFile(file, 'utf8')).toBe(source.replace('Film', 'New'));
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
    expect(await readFile(file, 'utf8')).toBe(source);
    const second = await open();
    expect(second.describe()).toMatchObject({ recovered: true, dirty: true, matrix: { title: 'Unsaved' } });
    await second.save();
    expect(await readdir(folder)).toEqual(['film.telar.json']);
  });

  it('does not overwrite what another program wrote meanwhile', async () => {
    const session = await open();
    rename(session, 'Mine');
    await writeFile(file, 'theirs, not even JSON');
    await expect(session.save()).rejects.toMatchObject({ code: 'DocumentConflictError', kind: 'changed-on-disk' });
    expect(await readFile(file, 'utf8')).toBe('theirs, not even JSON');
  });

  it.each([
    ['a broken document', '{"telar": 1,', { code: 'MatrixFormatError', kind: 'not-json' }],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), { code: 'MatrixFormatError', kind: 'not-utf8' }],
  ])('opens nothing of %s and leaves the file as it is', async (_name, content, failure) => {
    await writeFile(file, content);
    await expect(open()).rejects.toMatchObject(failure);
    expect(await readFile(file)).toEqual(Buffer.from(content));
    expect(await readdir(folder)).toEqual(['film.telar.json']);
  });

  it('says that a file does not exist', async () => {
    file = join(folder, 'none.telar.json');
    await expect(open()).rejects.toMatchObject({ code: 'MatrixFormatError', kind: 'not-found' });
  });
});
