import { DocumentConflictError, type DocumentId } from '../../shared/base/index.ts';
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
import { holdLockFile, isErrno, writeFileAtomic, type HeldLock } from '../platform/index.ts';
import { lockFileOf, ownCopyFileOf } from './beside-document.ts';
import { hashOf, readDocumentToShow, type DocumentOnDisk } from './read-document.ts';
import { readRecovery, writeRecovery, type Recovery } from './recovery.ts';
import { writeDocument } from './write-document.ts';

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
  /** Throws DocumentConflictError when the edit was made on an older revision, or the document is read-only. */
  edit(request: EditRequest): OpenDocument;
  undo(): OpenDocument;
  redo(): OpenDocument;
  /**
   * Writes the file in the native form, also one that was opened as a layers_dict: names, variables and titles have no
   * place there, and the next edit may add them. What was there is kept as `.bak`. Throws DocumentConflictError when
   * somebody else changed it meanwhile, unless that is to be overwritten.
   */
  save(options?: { onConflict?: 'refuse' | 'overwrite' | undefined }): Promise<OpenDocument>;
  /** Takes up what is on disk. Own changes are given up, but kept in a `.mine` copy beside the document. */
  reload(): Promise<OpenDocument>;
  /** Ends the session: unsaved changes go into the recovery copy, unless they are saved elsewhere. */
  close(options?: { unsaved: 'keep' | 'drop' }): Promise<void>;
}

export interface SessionOptions {
  onChange: (session: DocumentSession) => void;
  onError: (error: unknown) => void;
  nowMs?: () => number;
}

type Access = { lock: HeldLock } | { lock: null; readOnly: 'locked' | 'not-writable' };

/**
 * Opens a document, with the unsaved changes of an earlier session if there are any. While another living process has
 * it open it is read-only here, as is one of a newer version.
 */
export async function openDocumentSession(
  id: DocumentId,
  file: string,
  options: SessionOptions,
): Promise<DocumentSession> {
  const access = await requestAccess(file, options);
  try {
    const saved = await readDocumentToShow(file);
    // The recovery copy belongs to whoever may write the document.
    const recovery = access.lock === null || saved.isNewer ? null : await readRecovery(file);
    return createSession(id, file, { saved, recovery, access }, options);
  } catch (error) {
    await access.lock?.release();
    throw error;
  }
}

async function requestAccess(file: string, { onError }: SessionOptions): Promise<Access> {
  try {
    const result = await holdLockFile(lockFileOf(file), { onError });
    return 'lock' in result ? result : { lock: null, readOnly: 'locked' };
  } catch (error) {
    // Where no lock can be written the document could not be saved either; a missing folder is the reader's to tell.
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].some((code) => isErrno(error, code))) {
      return { lock: null, readOnly: 'not-writable' };
    }
    throw error;
  }
}

interface Opened {
  saved: DocumentOnDisk;
  recovery: Recovery | null;
  access: Access;
}

function createSession(id: DocumentId, file: string, opened: Opened, options: SessionOptions): DocumentSession {
  const nowMs = options.nowMs ?? Date.now;
  let { saved, access } = opened;
  let recovery = opened.recovery;
  let matrix = recovery?.matrix ?? saved.matrix;
  let history = emptyHistory;
  let revision = 0;
  let autosave: NodeJS.Timeout | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  function isDirty(): boolean {
    return matrix !== saved.matrix && serializeMatrixDocument(matrix) !== serializeMatrixDocument(saved.matrix);
  }

  function readOnly(): OpenDocument['readOnly'] {
    if (saved.isNewer) return 'newer-version';
    return access.lock === null ? access.readOnly : null;
  }

  function requireWritable(): void {
    const reason = readOnly();
    if (reason !== null) throw readOnlyFailure(reason, file);
  }

  /** One write after the other: a save and the recovery copy must not overtake each other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = writing.then(work);
    // Its caller hears of a failure; the next write must not wait for it to be repaired.
    writing = turn.catch(() => undefined);
    return turn;
  }

  /** Brings the recovery copy up to date. In a read-only session it belongs to somebody else. */
  function keepUnsaved(unsaved: 'keep' | 'drop' = 'keep'): Promise<void> {
    return inTurn(async () => {
      if (readOnly() === null) await writeRecovery(file, unsaved === 'keep' && isDirty() ? matrix : null);
    });
  }

  function changed(): OpenDocument {
    revision += 1;
    if (autosave !== null) clearTimeout(autosave);
    autosave = setTimeout(() => {
      keepUnsaved().catch(options.onError);
    }, autosaveDelayMs);
    autosave.unref();
    options.onChange(session);
    return session.describe();
  }

  function step(take: () => { matrix: MatrixDocument; history: typeof history } | null): OpenDocument {
    requireWritable();
    const result = take();
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
      recovered: recovery?.matrix != null,
      damagedRecovery: recovery?.damaged ?? null,
      readOnly: readOnly(),
      matrix,
    }),
    edit: ({ baseRevision, edit, label, mergeKey }) =>
      step(() => {
        if (baseRevision !== revision) throw staleRevision(file);
        const recorded = { label, nowMs: nowMs(), ...(mergeKey === undefined ? {} : { mergeKey }) };
        return recordEdit(matrix, history, edit, recorded);
      }),
    undo: () => step(() => undoEdit(matrix, history)),
    redo: () => step(() => redoEdit(matrix, history)),
    async save({ onConflict = 'refuse' } = {}) {
      requireWritable();
      await inTurn(async () => {
        // Edits that arrive while the file is written stay unsaved.
        const written = matrix;
        const text = serializeMatrixDocument(written);
        await writeDocument(file, text, { expectedHash: saved.hash, onConflict });
        saved = { matrix: written, hash: hashOf(text), isNewer: false };
      });
      await keepUnsaved();
      options.onChange(session);
      return session.describe();
    },
    async reload() {
      await inTurn(async () => {
        const onDisk = await readDocumentToShow(file);
        if (isDirty()) await writeFileAtomic(ownCopyFileOf(file), serializeMatrixDocument(matrix));
        if (access.lock === null) access = await requestAccess(file, options);
        saved = onDisk;
        matrix = onDisk.matrix;
        history = emptyHistory;
        recovery = null;
      });
      changed();
      await keepUnsaved();
      return session.describe();
    },
    async close({ unsaved } = { unsaved: 'keep' }) {
      if (autosave !== null) clearTimeout(autosave);
      try {
        await keepUnsaved(unsaved);
      } finally {
        await access.lock?.release();
      }
    },
  };
  return session;
}

function staleRevision(file: string): Error {
  return new DocumentConflictError('stale-revision', 'The document changed while this edit was on its way.', {
    hint: 'Look at the new state and edit again.',
    place: { file },
  });
}

const readOnlyHints = {
  'newer-version': 'It was made by a newer Telar: update Telar to edit it.',
  locked: 'Another Telar has it open: close it there and reload, or save a copy under another name.',
  'not-writable': 'Its folder cannot be written: save a copy under another name.',
};

/** The failure of a change to a document that must not be changed. */
export function readOnlyFailure(reason: keyof typeof readOnlyHints, file: string): Error {
  return new DocumentConflictError('read-only', 'This document is read-only.', {
    hint: readOnlyHints[reason],
    place: { file },
    values: { reason },
  });
}
