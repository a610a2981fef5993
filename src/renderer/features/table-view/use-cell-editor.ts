import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTable } from './TableContext.tsx';

export interface CellEditing {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onBlur: () => void;
}

/** The text over the active cell. What is typed stays here until Enter, Tab or a click elsewhere; Escape drops it. */
export function useCellEditor(initial: string): CellEditing {
  const table = useTable();
  const [text, setText] = useState(initial);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOver = useRef(false);

  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);

  function finish(act: () => void): void {
    // The blur of a field that goes away must not hand over a second time.
    if (isOver.current) return;
    isOver.current = true;
    act();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const isModified = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === 'Enter' && !event.shiftKey && !isModified) {
      event.preventDefault();
      finish(() => table.commit(text, 'down'));
    } else if (event.key === 'Tab') {
      event.preventDefault();
      finish(() => table.commit(text, event.shiftKey ? 'back' : 'next'));
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      finish(() => table.cancel());
    }
  }

  return { field, text, setText, onKeyDown, onBlur: () => finish(() => table.commit(text, 'stay')) };
}
