import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useDocument } from '../../studio/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import { typeColor, type ColumnNodeType } from './layout-graph.ts';
import classes from './ColumnNode.module.css';

/** Header of a layer: its name and the model that makes its cells. */
function PlainColumnNode({ data: { layer } }: NodeProps<ColumnNodeType>) {
  const model = useDocument((state) => state.templates.get(layer.model)?.title ?? layer.model);
  return (
    <div className={classes.column} data-layer={layer.name}>
      <span className={classes.icon} style={{ color: typeColor(layer.asset_type) }}>
        <AssetIcon type={layer.asset_type} size={20} />
      </span>
      <span className={classes.names}>
        <span className={classes.title}>{layer.title ?? layer.name}</span>
        <span className={classes.model}>{model}</span>
      </span>
    </div>
  );
}

export const ColumnNode = memo(PlainColumnNode);
