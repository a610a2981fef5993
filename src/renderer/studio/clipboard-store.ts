import {
  clipText,
  copyCells,
  parseClip,
  pasteClip,
  removeCells,
  type CellClip,
  type PasteOptions,
} from '../../shared/matrix/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import type { Notices } from './ports.ts';
import type { ViewStore } from './view-store.ts';

/** Name of an edit of so many cells, for undo. */
export type CellsLabel = (count: number) => string;

/** Selected cells to the system's clipboard and back, as text. What fails is told; false says that it did. */
export interface ClipboardStore {
  copy(): Promise<boolean>;
  cut(label: CellsLabel): Promise<boolean>;
  /** Pastes text that a paste event brought. */
  paste(text: string, links: PasteOptions['links'], label: CellsLabel): Promise<boolean>;
  /** Reads the clipboard first, for which a browser asks the user. */
  read(links: PasteOptions['links'], label: CellsLabel): Promise<boolean>;
  /** A copy beside the original; the clipboard stays as it is. */
  duplicate(links: PasteOptions['links'], label: CellsLabel): Promise<boolean>;
}

export interface ClipboardParts {
  attempt: Attempt;
  notices: Notices;
  documents: DocumentStore;
  view: ViewStore;
  /** The system's clipboard; not there in a page that is not served from this machine. */
  system: Pick<Clipboard, 'readText' | 'writeText'> | undefined;
}

/** Creates the clipboard of a window. */
export function createClipboardStore({ attempt, notices, documents, view, system }: ClipboardParts): ClipboardStore {
  function selectedClip(): CellClip | null {
    const matrix = documents.getState().document?.matrix;
    return matrix === undefined ? null : copyCells(matrix, view.getState().selection);
  }

  async function write(clip: CellClip): Promise<boolean> {
    try {
      if (system === undefined) throw new Error('no clipboard');
      await system.writeText(clipText(clip));
      return true;
    } catch {
      // The browser says only that it is not allowed; the reason is always the same.
      notices.clipboardRefused();
      return false;
    }
  }

  async function insert(clip: CellClip, options: PasteOptions, label: CellsLabel): Promise<void> {
    const matrix = documents.getState().document?.matrix;
    if (matrix === undefined) return;
    const { edit, keys, dropped, otherVariables } = pasteClip(matrix, clip, options);
    if (!(await documents.edit(edit, { label: label(keys.length) }))) return;
    view.selectMany(keys, keys[0]);
    notices.pasted({ cells: keys, dropped, otherVariables });
  }

  function afterSelection(): PasteOptions['at'] {
    const { selection } = view.getState();
    return selection.size === 0 ? 'end' : { after: selection };
  }

  const paste: ClipboardStore['paste'] = (text, links, label) =>
    attempt(() => insert(parseClip(text), { at: afterSelection(), links }, label));

  return {
    async copy() {
      const clip = selectedClip();
      if (clip === null || !(await write(clip))) return false;
      notices.copied(countCells(clip));
      return true;
    },
    async cut(label) {
      const clip = selectedClip();
      const matrix = documents.getState().document?.matrix;
      if (clip === null || matrix === undefined || !(await write(clip))) return false;
      const edits = removeCells(matrix, view.getState().selection);
      const isDone = await documents.edit({ type: 'batch', edits }, { label: label(countCells(clip)) });
      if (isDone) view.select(null);
      return isDone;
    },
    paste,
    async read(links, label) {
      let text: string;
      try {
        if (system === undefined) throw new Error('no clipboard');
        text = await system.readText();
      } catch {
        // Refused by the user or the browser, which does not say why.
        notices.clipboardRefused();
        return false;
      }
      return paste(text, links, label);
    },
    async duplicate(links, label) {
      const clip = selectedClip();
      return clip !== null && attempt(() => insert(clip, { at: afterSelection(), links }, label));
    },
  };
}

function countCells(clip: CellClip): number {
  return clip.units.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);
}
