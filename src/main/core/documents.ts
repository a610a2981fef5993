import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { documentId, NotFoundError, type DocumentId } from '../../shared/base/index.ts';
import type { RecentDocument } from '../../shared/contract/index.ts';
import { emptyDocument, serializeMatrixDocument } from '../../shared/matrix/index.ts';
import {
  isShippedFile,
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
  get(id: DocumentId): DocumentSession;
  /** Opens a file; a shipped example is opened as the user's own copy. */
  open(file: string): Promise<DocumentSession>;
  /** Makes an empty document and opens it. Throws DocumentConflictError for a file that exists. */
  create(file: string, title: string | undefined): Promise<DocumentSession>;
  /** Writes a document to a new file and goes on there. Throws DocumentConflictError for a file that exists. */
  saveAs(id: DocumentId, file: string): Promise<DocumentSession>;
  /** Documents that were opened on this machine, the newest first. */
  recent(): Promise<RecentDocument[]>;
  closeOne(id: DocumentId): Promise<void>;
  closeAll(): Promise<void>;
}

export interface DocumentsOptions {
  home: string;
  resources: string;
  database: Database;
  onChange: (session: DocumentSession) => void;
  onError: (error: unknown) => void;
}

/** Manages sessions; the same file is opened once. */
export function createDocuments(options: DocumentsOptions): Documents {
  const sessions = new Map<DocumentId, Promise<DocumentSession>>();
  const open = new Map<DocumentId, DocumentSession>();

  async function openFile(file: string): Promise<DocumentSession> {
    const own = isShippedFile(options.resources, resolve(file))
      ? await ownCopyOfExample(options.home, resolve(file))
      : file;
    const path = await canonicalPath(own);
    const id = documentIdOf(path);
    let opening = sessions.get(id);
    if (opening === undefined) {
      opening = openDocumentSession(id, path, options);
      sessions.set(id, opening);
      opening.catch(() => sessions.delete(id));
    }
    const session = await opening;
    open.delete(id);
    open.set(id, session);
    await remember(session);
    return session;
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
  }

  return {
    list: () => [...open.values()].reverse(),
    open: openFile,
    get: requireSession,
    async create(file, title) {
      const path = documentPath(file);
      await writeNewDocument(path, serializeMatrixDocument(emptyDocument(title)));
      return openFile(path);
    },
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
    async recent() {
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
    },
    async closeOne(id) {
      const session = requireSession(id);
      forget(id);
      await session.close();
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
