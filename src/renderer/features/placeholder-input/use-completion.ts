import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { MatrixCell, WantedReference } from '../../../shared/matrix/index.ts';
import { cellsBelow } from '../../../shared/plan/index.ts';
import { useStudio } from '../../studio/index.ts';
import { completionsAt, type Completion } from './completions-at.ts';

export interface CompletionOptions {
  field: RefObject<HTMLTextAreaElement | null>;
  cell: MatrixCell;
  wanted: WantedReference;
  setText: (text: string) => void;
  /** Puts the caret there after the next drawing. */
  setCaret: (caret: number) => void;
}

export interface CompletionList {
  items: readonly Completion[];
  /** Index of the one that Enter takes. */
  active: number;
  isOpen: boolean;
  setActive: (index: number) => void;
  /** Looks anew at what stands before the caret. */
  look: (text: string, caret: number) => void;
  close: () => void;
  take: (completion: Completion) => void;
  /** Answers whether the key was meant for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

const closed: readonly Completion[] = [];

/** The list of what a placeholder can go on with: it opens behind two braces and follows the caret. */
export function useCompletion({ field, cell, wanted, setText, setCaret }: CompletionOptions): CompletionList {
  const { documents } = useStudio();
  const [items, setItems] = useState(closed);
  const [active, setActive] = useState(0);

  function look(text: string, caret: number): void {
    const { document, planned } = documents.getState();
    // Most keys are typed outside of placeholders, where nobody needs to know what waits for this cell.
    const isOpen = document !== null && text.slice(0, caret).includes('{{');
    const waiting = isOpen ? cellsBelow(cell.key, planned.values()) : undefined;
    setItems(isOpen ? completionsAt(document.matrix, cell, { text, caret }, wanted, waiting) : closed);
    setActive(0);
  }

  function take(completion: Completion): void {
    const text = field.current?.value ?? '';
    const next = text.slice(0, completion.from) + completion.insert + text.slice(completion.to);
    const caret = completion.from + completion.insert.length;
    setText(next);
    setCaret(caret);
    look(next, caret);
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    const chosen = items[active];
    if (chosen === undefined || event.nativeEvent.isComposing) return false;
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % items.length);
        break;
      case 'ArrowUp':
        setActive((active + items.length - 1) % items.length);
        break;
      case 'Enter':
      case 'Tab':
        if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
        take(chosen);
        break;
      case 'Escape':
        setItems(closed);
        break;
      default:
        return false;
    }
    // The field, the cell and the page have other uses for these keys.
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    items,
    active,
    isOpen: items.length > 0,
    setActive,
    look,
    close: () => setItems(closed),
    take,
    onKeyDown,
  };
}
