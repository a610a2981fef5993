import { memo, type CSSProperties } from 'react';
import { cellKeyOf, type CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell, Unit } from '../../../shared/matrix/index.ts';
import type { GridCellProps } from './grid-cell-props.ts';
import { LayerCell } from './LayerCell.tsx';
import { LeftOutCell } from './LeftOutCell.tsx';
import type { ColumnPlaces, GridColumn } from './table-frame.ts';
import { UnitCell } from './UnitCell.tsx';
import { VariableCell } from './VariableCell.tsx';

export interface TableRowProps {
  gridId: string;
  unit: Unit;
  row: number;
  top: number;
  height: number;
  columns: readonly GridColumn[];
  places: ColumnPlaces;
  cells: ReadonlyMap<CellKey, MatrixCell>;
  /** Columns that stay in sight, and those of the others that are drawn. */
  frozen: number;
  first: number;
  last: number;
  canMove: boolean;
  /** Where the keyboard is in this row, or null. */
  active: number | null;
  /** Columns of the range in this row, from and to; null: it has none of it. */
  rangeLeft: number | null;
  rangeRight: number;
  /** What the editor at the active cell opens with. */
  draft: string | null;
}

/** A unit as a row of the table. */
function PlainTableRow(props: TableRowProps) {
  const { unit, row, top, height, columns, places, frozen, first, last, active } = props;
  const shown = columns.flatMap((_, index) =>
    index < frozen || (index >= first && index <= last) || index === active ? [index] : [],
  );
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      style={{ position: 'absolute', top, height, width: places.total, display: 'flex' }}
      data-unit={unit.id}
    >
      {shown.map((index) => (
        <Cell key={columns[index]?.id} {...props} index={index} />
      ))}
    </div>
  );
}

function Cell({ index, ...props }: TableRowProps & { index: number }) {
  const { gridId, unit, row, columns, places, cells, frozen, active, rangeLeft, rangeRight, draft, canMove } = props;
  const column = columns[index];
  if (column === undefined) return null;
  const shared: GridCellProps = {
    id: `${gridId}-${row}-${index}`,
    place: { row, column: index },
    style: cellStyle(places, index, index < frozen),
    isFrozen: index < frozen,
    isActive: index === active,
    isInRange: rangeLeft !== null && index >= rangeLeft && index <= rangeRight,
    draft: index === active ? draft : null,
  };
  switch (column.kind) {
    case 'unit':
      return <UnitCell {...shared} unit={unit} number={row + 1} canMove={canMove} />;
    case 'variable':
      return <VariableCell {...shared} unit={unit.id} name={column.name} value={unit.vars[column.name]} />;
    case 'layer': {
      const key = cellKeyOf(unit.id, column.layer.name);
      const cell = cells.get(key);
      return cell === undefined ? <LeftOutCell {...shared} name={key} /> : <LayerCell {...shared} cell={cell} />;
    }
  }
}

/** Frozen cells stand in the flow and stick; the others have their place. */
export function cellStyle({ lefts, widths }: ColumnPlaces, index: number, isFrozen: boolean): CSSProperties {
  const left = lefts[index] ?? 0;
  const width = widths[index] ?? 0;
  return { position: isFrozen ? 'sticky' : 'absolute', left, width };
}

export const TableRow = memo(PlainTableRow);
