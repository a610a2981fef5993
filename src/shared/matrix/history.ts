import type { MatrixDocument } from './document.ts';
import { applyPatch, type DocumentPatch } from './document-patch.ts';
import type { MatrixEdit } from './edit-schema.ts';
import { applyEdit } from './edit.ts';

/** One undoable step: what was done and what takes it back. */
interface HistoryEntry {
  label: string;
  /** Consecutive edits with the same key within a short time count as one step. */
  mergeKey: string | null;
  atMs: number;
  edits: MatrixEdit[];
  /** The patch of the newest edit first. */
  inverses: DocumentPatch[];
}

/** Immutable undo and redo stacks of a document. */
export interface MatrixHistory {
  done: readonly HistoryEntry[];
  undone: readonly HistoryEntry[];
}

export const emptyHistory: MatrixHistory = { done: [], undone: [] };

const maxEntries = 500;
const mergeWindowMs = 1_000;

interface HistoryStep {
  matrix: MatrixDocument;
  history: MatrixHistory;
}

/** Applies an edit and remembers how to take it back; forgets what had been undone. */
export function recordEdit(
  matrix: MatrixDocument,
  history: MatrixHistory,
  edit: MatrixEdit,
  options: { label: string; mergeKey?: string; nowMs: number },
): HistoryStep {
  const applied = applyEdit(matrix, edit);
  const entry: HistoryEntry = {
    label: options.label,
    mergeKey: options.mergeKey ?? null,
    atMs: options.nowMs,
    edits: [edit],
    inverses: [applied.inverse],
  };
  const last = history.done.at(-1);
  const merges =
    last !== undefined &&
    entry.mergeKey !== null &&
    last.mergeKey === entry.mergeKey &&
    entry.atMs - last.atMs < mergeWindowMs;
  const done = merges
    ? [
        ...history.done.slice(0, -1),
        { ...last, atMs: entry.atMs, edits: [...last.edits, edit], inverses: [applied.inverse, ...last.inverses] },
      ]
    : [...history.done, entry].slice(-maxEntries);
  return { matrix: applied.matrix, history: { done, undone: [] } };
}

/** Takes the newest step back; null when there is none. */
export function undoEdit(matrix: MatrixDocument, history: MatrixHistory): HistoryStep | null {
  const entry = history.done.at(-1);
  if (entry === undefined) return null;
  return {
    matrix: entry.inverses.reduce(applyPatch, matrix),
    history: { done: history.done.slice(0, -1), undone: [...history.undone, entry] },
  };
}

/** Does the newest undone step again; null when there is none. */
export function redoEdit(matrix: MatrixDocument, history: MatrixHistory): HistoryStep | null {
  const entry = history.undone.at(-1);
  if (entry === undefined) return null;
  return {
    matrix: entry.edits.reduce((current, edit) => applyEdit(current, edit).matrix, matrix),
    history: { done: [...history.done, entry], undone: history.undone.slice(0, -1) },
  };
}
