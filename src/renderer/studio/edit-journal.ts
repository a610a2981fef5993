import {
  applyEdit,
  applyPatch,
  serializeMatrixDocument,
  type DocumentPatch,
  type MatrixDocument,
  type MatrixEdit,
} from '../../shared/matrix/index.ts';

/** An edit with what undo calls it. */
export interface NamedEdit {
  edit: MatrixEdit;
  label: string;
  mergeKey?: string;
}

interface Entry {
  named: NamedEdit;
  inverse: DocumentPatch;
}

/** Edits that the host has answered, so that those it lost with a crash can be sent again. */
export interface EditJournal {
  /** Notes an edit that a state of the document got. */
  record(before: MatrixDocument, named: NamedEdit): void;
  /** Says which edit is on its way; null when it was answered. */
  pending(named: NamedEdit | null): void;
  /**
   * The edits that lead from the host's state to the one this window knew; empty when the host has all of them, the one
   * on its way perhaps too. Null where no number of steps back is the host's state: somebody else changed the document.
   */
  missing(known: MatrixDocument, onHost: MatrixDocument): NamedEdit[] | null;
  /** Forgets everything, after a step that cannot be walked back. */
  clear(): void;
}

/** The host writes its recovery copy two seconds after the last edit: more than this is never lost. */
const keptEdits = 200;

/** Creates an empty journal. */
export function createEditJournal(): EditJournal {
  let entries: Entry[] = [];
  let onItsWay: NamedEdit | null = null;
  return {
    record(before, named) {
      entries = [...entries, { named, inverse: applyEdit(before, named.edit).inverse }].slice(-keptEdits);
    },
    pending(named) {
      onItsWay = named;
    },
    missing(known, onHost) {
      const wanted = serializeMatrixDocument(onHost);
      if (onItsWay !== null && serializeMatrixDocument(applyEdit(known, onItsWay.edit).matrix) === wanted) return [];
      let state = known;
      for (let count = 0; ; count += 1) {
        if (serializeMatrixDocument(state) === wanted)
          return entries.slice(entries.length - count).map(({ named }) => named);
        const entry = entries[entries.length - 1 - count];
        if (entry === undefined) return null;
        state = applyPatch(state, entry.inverse);
      }
    },
    clear() {
      entries = [];
    },
  };
}
