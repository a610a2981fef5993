import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { documentId, NotFoundError, type DocumentId } from '../../shared/base/index.ts';
import { isShippedFile, openDocumentSession, ownCopyOfExample, type DocumentSession } from '../matrix/index.ts';
import { isErrno, type Database } from '../platform/index.ts';

/** The documents that are open in this core. */
export interface Documents {
  list(): DocumentSession[];
  get(id: DocumentId): DocumentSession;
  /** Opens a file; a shipped example is opened as the user's own copy. */
  open(file: string): Promise<DocumentSession>;
  close(): Promise<void>;
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

  return {
    list: () => [...open.values()].reverse(),
    open: openFile,
    get(id) {
      const session = open.get(id);
      if (session !== undefined) return session;
      throw new NotFoundError('document', 'This document is not open.', { hint: 'Open it again.' });
    },
    async close() {
      for (const session of open.values()) await session.close();
    },
  };
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
