import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { BandMenu } from './BandMenu.tsx';
import { BandTitle } from './BandTitle.tsx';
import type { ColumnNodeType } from './layout-graph.ts';
import classes from './ColumnNode.module.css';

/** Header of a column: a layer, or a unit where the lanes are layers. */
function PlainColumnNode({ data: { column } }: NodeProps<ColumnNodeType>) {
  const { band } = column;
  return (
    <div
      className={classes.column}
      data-column={column.name}
      data-header={column.name}
      {...(band.kind === 'layer' ? { 'data-layer': column.name } : { 'data-unit': column.name })}
    >
      <BandTitle band={band} />
      <BandMenu band={band} />
    </div>
  );
}

export const ColumnNode = memo(PlainColumnNode);
