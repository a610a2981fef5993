import { createContext, useContext } from 'react';
import type { GridPlace } from './grid-place.ts';

/** What the parts of the table ask it for. */
export interface TableActions {
  /** Opens the editor at a place with this text, or with what stands there. */
  edit: (place: GridPlace, text?: string) => void;
  /** Takes what was typed and goes on: down, to the next cell, or nowhere. */
  commit: (text: string, then: 'down' | 'next' | 'back' | 'stay') => void;
  cancel: () => void;
  /** Gives the keyboard back to the grid. */
  focus: () => void;
  beginRowDrag: (event: React.PointerEvent, unit: string) => void;
  beginColumnDrag: (event: React.PointerEvent, column: number) => void;
  beginResize: (event: React.PointerEvent, column: number) => void;
  freeze: (count: number) => void;
}

const Context = createContext<TableActions | null>(null);
export const TableProvider = Context.Provider;

/** The table around this component. */
export function useTable(): TableActions {
  const actions = useContext(Context);
  if (actions === null) throw new Error('useTable needs a table above it.');
  return actions;
}
