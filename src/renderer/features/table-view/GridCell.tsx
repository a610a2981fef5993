import type { ReactNode } from 'react';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { CellEditor, PromptEditor } from './CellEditor.tsx';
import type { GridCellProps } from './grid-cell-props.ts';
import classes from './TableView.module.css';

export interface GridCellContent extends GridCellProps {
  editorLabel: string;
  isLong?: boolean;
  /** Cell whose prompt is edited here; absent where the text names no others. */
  cell?: MatrixCell;
  role?: 'gridcell' | 'rowheader';
  attributes?: Readonly<Record<`data-${string}`, string | boolean>>;
  children: ReactNode;
}

/** The frame of every cell of the table: place, selection, and the editor over it. */
export function GridCell(props: GridCellContent) {
  const { id, place, style, isFrozen, isActive, isInRange, draft } = props;
  const { editorLabel, isLong = false, cell, role = 'gridcell', attributes, children } = props;
  return (
    <div
      id={id}
      role={role}
      aria-colindex={place.column + 1}
      aria-selected={isInRange || isActive}
      className={classes.gridCell}
      style={style}
      data-row={place.row}
      data-column={place.column}
      data-frozen={isFrozen}
      data-active={isActive}
      data-in-range={isInRange}
      data-editing={draft !== null}
      {...attributes}
    >
      {children}
      {draft === null ? null : cell === undefined ? (
        <CellEditor label={editorLabel} initial={draft} isLong={isLong} />
      ) : (
        <PromptEditor label={editorLabel} initial={draft} cell={cell} />
      )}
    </div>
  );
}
