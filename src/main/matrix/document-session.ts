import type { DocumentId } from '../../shared/base/index.ts';
import type { DocumentSteps, DocumentTab, DocumentVersionWanted, OpenDocument } from '../../shared/contract/index.ts';
import {
  emptyHistory,
  recordEdit,
  redoEdit,
  serializeMatrixDocument,
  undoEdit,
  type MatrixDocument,
  type MatrixEdit,
} from '../../shared/matrix/index.ts';
import { writeFileAtomic } from '../platform/index.ts';
import { ownCopyFileOf } from './beside-document.ts';
import { readOnlyFailure, requestAccess, staleRevision, type Access } from './document-access.ts';
import { changedAt, hashOf, readBackup, readDocumentToShow, type DocumentOnDisk } from './read-document.ts';
import { putRecoveryAside, readRecovery, writeRecovery, type Recovery } from './recovery.ts';
import { newestLabels, repeated } from './session-steps.ts';
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
  /** What a tab shows of it. */
  tab(): DocumentTab;
  /** Throws DocumentConflictError when the edit was made on an older revision, or the document is read-only. */
  edit(request: EditRequest): OpenDocument;
  /** Takes so many steps back, or as many as there are: one change for every window. */
  undo(steps?: number): OpenDocument;
  redo(steps?: number): OpenDocument;
  /** Labels of the newest steps. */
  steps(): DocumentSteps;
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
  /** The file or the recovery copy was written. */
  onKept: () => void;
  onError: (error: unknown) => void;
  nowMs?: () => number;
}

/**
 * Opens a document, with the unsaved changes of an earlier session if there are any and they are wanted. While another
 * living process has it open it is read-only here, as is one of a newer version. Nothing is written over the file: also
 * the backup of a broken one is only shown in its place until it is saved.
 */
export async function openDocumentSession(
  id: DocumentId,
  file: string,
  options: SessionOptions,
  version: DocumentVersionWanted = 'newest',
): Promise<DocumentSession> {
  const access = await requestAccess(file, options.onError);
  try {
    const saved = version === 'backup' ? await readBackup(file) : await readDocumentToShow(file);
    // The recovery copy belongs to whoever may write the document.
    const isOwner = access.lock !== null && !saved.isNewer;
    if (isOwner && version === 'saved') await putRecoveryAside(file);
    const recovery = isOwner && version !== 'saved' ? await readRecovery(file) : null;
    const savedAtMs = await changedAt(file);
    return createSession(id, file, { saved, savedAtMs, recovery, access, isBackup: version === 'backup' }, options);
  } catch (error) {
    await access.lock?.release();
    throw error;
  }
}

interface Opened {
  saved: DocumentOnDisk;
  savedAtMs: number | null;
  /** What counts as saved is not what is in the file, which cannot be read. */
  isBackup: boolean;
  recovery: Recovery | null;
  access: Access;
}

function createSession(id: DocumentId, file: string, opened: Opened, options: SessionOptions): DocumentSession {
  const nowMs = options.nowMs ?? Date.now;
  let { saved, savedAtMs, access, isBackup } = opened;
  let recovery = opened.recovery;
  let matrix = recovery?.unsaved?.matrix ?? saved.matrix;
  let history = emptyHistory;
  let revision = 0;
  let autosave: NodeJS.Timeout | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  let kept = recovery?.unsaved ?? null;
  let compared: { matrix: MatrixDocument; saved: MatrixDocument; isDirty: boolean } | null = null;

  /** Asked far more often than anything changes, and the answer takes writing both versions out. */
  function isDirty(): boolean {
    if (isBackup) return true;
    if (matrix === saved.matrix) return false;
    if (compared?.matrix !== matrix || compared.saved !== saved.matrix) {
      const isDirty = serializeMatrixDocument(matrix) !== serializeMatrixDocument(saved.matrix);
      compared = { matrix, saved: saved.matrix, isDirty };
    }
    return compared.isDirty;
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
      if (readOnly() !== null) return;
      const unsavedMatrix = unsaved === 'keep' && isDirty() ? matrix : null;
      await writeRecovery(file, unsavedMatrix);
      kept = unsavedMatrix === null ? null : { matrix: unsavedMatrix, atMs: nowMs() };
    });
  }

  function changed(): OpenDocument {
    revision += 1;
    if (autosave !== null) clearTimeout(autosave);
    autosave = setTimeout(() => {
      keepUnsaved().then(options.onKept).catch(options.onError);
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
      recovered: recovery?.unsaved != null,
      damagedRecovery: recovery?.damaged ?? null,
      readOnly: readOnly(),
      matrix,
    }),
    tab: () => ({
      id,
      file,
      title: matrix.title ?? null,
      dirty: isDirty(),
      readOnly: readOnly(),
      savedAtMs,
      keptAtMs: kept?.matrix === matrix ? kept.atMs : null,
    }),
    edit: ({ baseRevision, edit, label, mergeKey }) =>
      step(() => {
        if (baseRevision !== revision) throw staleRevision(file);
        const recorded = { label, nowMs: nowMs(), ...(mergeKey === undefined ? {} : { mergeKey }) };
        return recordEdit(matrix, history, edit, recorded);
      }),
    undo: (steps = 1) => step(() => repeated(undoEdit, steps, { matrix, history })),
    redo: (steps = 1) => step(() => repeated(redoEdit, steps, { matrix, history })),
    steps: () => ({ done: newestLabels(history.done), undone: newestLabels(history.undone) }),
    async save({ onConflict = 'refuse' } = {}) {
      requireWritable();
      await inTurn(async () => {
        // Edits that arrive while the file is written stay unsaved.
        const written = matrix;
        const text = serializeMatrixDocument(written);
        await writeDocument(file, text, { expectedHash: saved.hash, onConflict });
        saved = { matrix: written, hash: hashOf(text), isNewer: false };
        savedAtMs = await changedAt(file);
        isBackup = false;
      });
      await keepUnsaved();
      options.onChange(session);
      options.onKept();
      return session.describe();
    },
    async reload() {
      await inTurn(async () => {
        const onDisk = await readDocumentToShow(file);
        if (isDirty()) await writeFileAtomic(ownCopyFileOf(file), serializeMatrixDocument(matrix));
        if (access.lock === null) access = await requestAccess(file, options.onError);
        saved = onDisk;
        savedAtMs = await changedAt(file);
        isBackup = false;
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
