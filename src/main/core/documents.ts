import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { documentId, NotFoundError, type DocumentId } from '../../shared/base/index.ts';
import type {
  DocumentTab,
  DocumentVersionWanted,
  RecentDocument,
  UnsavedDocument,
} from '../../shared/contract/index.ts';
import { serializeMatrixDocument, type MatrixDocument } from '../../shared/matrix/index.ts';
import {
  changedAt,
  isShippedFile,
  leftBehindAt,
  makeDocumentFolder,
  openDocumentSession,
  ownCopyOfExample,
  readOnlyFailure,
  writeNewDocument,
  type DocumentSession,
} from '../matrix/index.ts';
import { isErrno, type Database } from '../platform/index.ts';

/** The documents that are open in this core. */
export interface Documents {
  list(): DocumentSession[];
  /** The same in the order they were opened. */
  tabs(): DocumentTab[];
  get(id: DocumentId): DocumentSession;
  /** Opens a file; a shipped example is opened as the user's own copy. One that is open stays as it is. */
  open(file: string, version?: DocumentVersionWanted): Promise<DocumentSession>;
  /** Writes a new document, its folder too, and opens it. Throws DocumentConflictError for a file that exists. */
  create(file: string, matrix: MatrixDocument): Promise<DocumentSession>;
  /** Writes a document to a new file and goes on there. Throws DocumentConflictError for a file that exists. */
  saveAs(id: DocumentId, file: string): Promise<DocumentSession>;
  /** Documents that were opened on this machine, the newest first. */
  recent(): Promise<RecentDocument[]>;
  /** Documents with changes that a program left behind when it ended without closing them, the newest first. */
  leftBehind(): Promise<UnsavedDocument[]>;
  /** Keeps a document that came without a file, under a free name among the projects, and opens it. */
  bring(name: string, matrix: MatrixDocument): Promise<DocumentSession>;
  closeOne(id: DocumentId, unsaved?: 'keep' | 'drop'): Promise<void>;
  closeAll(): Promise<void>;
}

export interface DocumentsOptions {
  home: string;
  resources: string;
  database: Database;
  onChange: (session: DocumentSession) => void;
  /** A document was opened, closed or saved, or its unsaved changes were kept. */
  onKept: () => void;
  onError: (error: unknown) => void;
}

/** Manages sessions; the same file is opened once. */
export function createDocuments(options: DocumentsOptions): Documents {
  const sessions = new Map<DocumentId, Promise<DocumentSession>>();
  const open = new Map<DocumentId, DocumentSession>();

  async function openFile(file: string, version?: DocumentVersionWanted): Promise<DocumentSession> {
    const own = isShippedFile(options.resources, resolve(file))
      ? await ownCopyOfExample(options.home, resolve(file))
      : file;
    const path = await canonicalPath(own);
    const id = documentIdOf(path);
    let opening = sessions.get(id);
    if (opening === undefined) {
      opening = openDocumentSession(id, path, options, version);
      sessions.set(id, opening);
      opening.catch(() => sessions.delete(id));
    }
    const session = await opening;
    open.delete(id);
    open.set(id, session);
    await remember(session);
    options.onKept();
    return session;
  }

  async function create(file: string, matrix: MatrixDocument): Promise<DocumentSession> {
    const path = documentPath(file);
    await makeDocumentFolder(path);
    await writeNewDocument(path, serializeMatrixDocument(matrix));
    return openFile(path);
  }

  async function remember(session: DocumentSession): Promise<void> {
    const row = {
      id: session.id,
      file: session.file,
      title: session.matrix.title ?? session.file,
      opened_at_ms: Date.now(),
    };
    await options.database
      .insertInto('documents')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }

  function requireSession(id: DocumentId): DocumentSession {
    const session = open.get(id);
    if (session !== undefined) return session;
    throw new NotFoundError('document', 'This document is not open.', { hint: 'Open it again.' });
  }

  function forget(id: DocumentId): void {
    open.delete(id);
    sessions.delete(id);
    options.onKept();
  }

  async function recent(): Promise<RecentDocument[]> {
    const rows = await options.database
      .selectFrom('documents')
      .selectAll()
      .orderBy('opened_at_ms', 'desc')
      .limit(maxRecent)
      .execute();
    return rows.map((row) => ({
      documentId: documentId.parse(row.id),
      file: row.file,
      title: row.title,
      openedAtMs: row.opened_at_ms,
      exists: existsSync(row.file),
    }));
  }

  return {
    list: () => [...open.values()].reverse(),
    tabs: () => [...sessions.keys()].flatMap((id) => open.get(id)?.tab() ?? []),
    open: openFile,
    get: requireSession,
    create,
    async saveAs(id, file) {
      const session = requireSession(id);
      // Of a newer version only a part is known here: a copy would lose the rest.
      if (session.describe().readOnly === 'newer-version') throw readOnlyFailure('newer-version', session.file);
      const path = documentPath(file);
      await writeNewDocument(path, serializeMatrixDocument(session.matrix));
      const copy = await openFile(path);
      forget(id);
      await session.close({ unsaved: 'drop' });
      return copy;
    },
    recent,
    async leftBehind() {
      const closed = (await recent()).filter(({ documentId: id, exists }) => exists && !sessions.has(id));
      const found = await Promise.all(
        closed.map(async ({ documentId: id, file, title }): Promise<UnsavedDocument[]> => {
          const keptAtMs = await leftBehindAt(file);
          return keptAtMs === null ? [] : [{ documentId: id, file, title, keptAtMs, savedAtMs: await changedAt(file) }];
        }),
      );
      return found.flat().sort((a, b) => b.keptAtMs - a.keptAtMs);
    },
    bring: (name, matrix) => create(freeFile(join(options.home, 'projects'), name), matrix),
    async closeOne(id, unsaved = 'keep') {
      const session = requireSession(id);
      forget(id);
      await session.close({ unsaved });
    },
    async closeAll() {
      // One that is still being opened has its lock already.
      const opened = await Promise.allSettled(sessions.values());
      await Promise.all(opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value.close()] : [])));
    },
  };
}

const maxRecent = 50;

/** Path of a document from a window: absolute, or relative to the home folder, where a window starts its dialogs. */
export function userPath(file: string): string {
  return resolve(homedir(), file.replace(/^~(?=$|[\\/])/, '.'));
}

/** Path of a document that is to be made: it always ends in `.telar.json`. */
function documentPath(file: string): string {
  const path = userPath(file);
  return path.endsWith('.telar.json') ? path : `${path}.telar.json`;
}

/** A file for a document of this name in a folder of its own, whose name nothing has yet. */
function freeFile(folder: string, name: string): string {
  const words = name
    .replace(/(\.telar)?\.json$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-');
  const bare =
    words
      .replace(/^-+|-+$/g, '')
      .toLowerCase()
      .slice(0, 60) || 'document';
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? bare : `${bare}-${number}`;
    if (!existsSync(join(folder, free))) return join(folder, free, `${free}.telar.json`);
  }
}

/** Id of a document: stands for its place on this machine, so that runs and takes are found again. */
export function documentIdOf(path: string): DocumentId {
  return documentId.parse(createHash('sha256').update(path).digest('hex').slice(0, 16));
}

/** Absolute path with links resolved; a missing file's path as given. */
export async function canonicalPath(file: string): Promise<string> {
  return realpath(resolve(file)).catch((error: unknown) => {
    // A missing file is reported by the reader, with its name.
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return resolve(file);
    throw error;
  });
}
