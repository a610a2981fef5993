import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { LaneNodeType } from './layout-graph.ts';
import classes from './LaneNode.module.css';

/** The lane of a unit: its name and variables, and the ground its cells stand on. */
function PlainLaneNode({ data: { unit } }: NodeProps<LaneNodeType>) {
  const title = unit.title ?? unit.id;
  return (
    <div className={classes.lane} data-unit={unit.id}>
      <div className={classes.label}>
        <div className={classes.title}>{title}</div>
        {title.toLowerCase() === unit.id.toLowerCase() ? null : <div className={classes.id}>{unit.id}</div>}
        <dl className={classes.variables}>
          {Object.entries(unit.vars).map(([name, value]) => (
            <div key={name} className={classes.variable}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

export const LaneNode = memo(PlainLaneNode);
