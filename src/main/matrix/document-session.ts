import { readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DocumentConflictError, hashText, type DocumentId } from '../../shared/base/index.ts';
import type { OpenDocument } from '../../shared/contract/index.ts';
import {
  emptyHistory,
  recordEdit,
  redoEdit,
  serializeMatrixDocument,
  undoEdit,
  type MatrixDocument,
  type MatrixEdit,
} from '../../shared/matrix/index.ts';
import { isErrno, writeFileAtomic } from '../platform/index.ts';
import { readDocument } from './read-document.ts';

/** Idle time after the last edit until the recovery copy is written. */
const autosaveDelayMs = 2_000;

export interface EditRequest {
  baseRevision: number;
  edit: MatrixEdit;
  label: string;
  mergeKey?: string | undefined;
}

/** One open document. The session owns it: every window shows what it says. */
export interface DocumentSession {
  readonly id: DocumentId;
  readonly file: string;
  readonly matrix: MatrixDocument;
  describe(): OpenDocument;
  /** Throws DocumentConflictError when the edit was made on an older revision. */
  edit(request: EditRequest): OpenDocument;
  undo(): OpenDocument;
  redo(): OpenDocument;
  /** Writes the file. Throws DocumentConflictError when somebody else changed it meanwhile. */
  save(): Promise<OpenDocument>;
  /** Writes the recovery copy if there are unsaved changes. */
  close(): Promise<void>;
}

export interface SessionOptions {
  onChange: (session: DocumentSession) => void;
  onError: (error: unknown) => void;
  nowMs?: () => number;
}

/** Recovery copy of a document: beside it, hidden. */
export function recoveryFileOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.recovery`);
}

/** Opens a document, with the unsaved changes of an earlier session if a recovery copy is newer than the file. */
export async function openDocumentSession(
  id: DocumentId,
  file: string,
  options: SessionOptions,
): Promise<DocumentSession> {
  const saved = await readDocument(file);
  const recovered = await readRecovery(file);
  return createSession(id, file, saved, recovered, options);
}

async function readRecovery(file: string): Promise<MatrixDocument | null> {
  const recovery = recoveryFileOf(file);
  const [copy, original] = await Promise.all([modifiedAt(recovery), modifiedAt(file)]);
  if (copy === null || (original !== null && copy < original)) return null;
  return (await readDocument(recovery)).matrix;
}

async function modifiedAt(file: string): Promise<number | null> {
  const info = await stat(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  });
  return info?.mtimeMs ?? null;
}

function createSession(
  id: DocumentId,
  file: string,
  saved: { matrix: MatrixDocument; text: string },
  recovered: MatrixDocument | null,
  options: SessionOptions,
): DocumentSession {
  const nowMs = options.nowMs ?? Date.now;
  let matrix = recovered ?? saved.matrix;
  let history = emptyHistory;
  let revision = 0;
  let savedMatrix = saved.matrix;
  let savedHash = hashText(saved.text);
  let autosave: NodeJS.Timeout | null = null;

  function isDirty(): boolean {
    return matrix !== savedMatrix && serializeMatrixDocument(matrix) !== serializeMatrixDocument(savedMatrix);
  }

  function changed(): OpenDocument {
    revision += 1;
    if (autosave !== null) clearTimeout(autosave);
    autosave = setTimeout(() => {
      writeRecovery().catch(options.onError);
    }, autosaveDelayMs);
    autosave.unref();
    options.onChange(session);
    return session.describe();
  }

  async function writeRecovery(): Promise<void> {
    if (isDirty()) await writeFileAtomic(recoveryFileOf(file), serializeMatrixDocument(matrix));
    else await rm(recoveryFileOf(file), { force: true });
  }

  function step(result: { matrix: MatrixDocument; history: typeof history } | null): OpenDocument {
    if (result === null) return session.describe();
    matrix = result.matrix;
    history = result.history;
    return changed();
  }

  const session: DocumentSession = {
    id,
    file,
    get matrix() {
      return matrix;
    },
    describe: () => ({
      id,
      file,
      revision,
      dirty: isDirty(),
      canUndo: history.done.length > 0,
      canRedo: history.undone.length > 0,
      undoLabel: history.done.at(-1)?.label ?? null,
      redoLabel: history.undone.at(-1)?.label ?? null,
      recovered: recovered !== null,
      matrix,
    }),
    edit({ baseRevision, edit, label, mergeKey }) {
      if (baseRevision !== revision) {
        throw new DocumentConflictError('stale-revision', 'The document changed while this edit was on its way.', {
          hint: 'Look at the new state and edit again.',
          place: { file },
        });
      }
      const options = { label, nowMs: nowMs(), ...(mergeKey === undefined ? {} : { mergeKey }) };
      return step(recordEdit(matrix, history, edit, options));
    },
    undo: () => step(undoEdit(matrix, history)),
    redo: () => step(redoEdit(matrix, history)),
    async save() {
      const onDisk = await readFile(file, 'utf8').then(hashText, (error: unknown) => {
        if (isErrno(error, 'ENOENT')) return null;
        throw error;
      });
      if (onDisk !== null && onDisk !== savedHash) {
        throw new DocumentConflictError('changed-on-disk', `Another program changed ${basename(file)}.`, {
          hint: 'Your changes are kept in the recovery copy. Move the file away, or open it anew.',
          place: { file },
          values: { file: basename(file) },
        });
      }
      const text = serializeMatrixDocument(matrix);
      await writeFileAtomic(file, text);
      savedMatrix = matrix;
      savedHash = hashText(text);
      await writeRecovery();
      options.onChange(session);
      return session.describe();
    },
    async close() {
      if (autosave !== null) clearTimeout(autosave);
      await writeRecovery();
    },
  };
  return session;
}
