import type { MiniMapNodeProps } from '@xyflow/react';
import { cellKey } from '../../../shared/base/index.ts';
import type { CellKey } from '../../../shared/base/index.ts';
import { useCell } from '../../studio/index.ts';
import classes from './GraphView.module.css';

/** A cell in the overview, coloured by its live state. Lanes and headers are left out. */
export function MiniMapCell(props: MiniMapNodeProps) {
  const parsed = cellKey.safeParse(props.id);
  return parsed.success ? <StateRectangle {...props} cell={parsed.data} /> : null;
}

function StateRectangle({ cell, x, y, width, height }: MiniMapNodeProps & { cell: CellKey }) {
  const { state, stale } = useCell(cell);
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={12}
      className={classes.miniCell}
      data-mini-state={state}
      data-mini-stale={stale}
    />
  );
}
