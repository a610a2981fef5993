import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { BandMenu } from './BandMenu.tsx';
import { BandTitle } from './BandTitle.tsx';
import { FoldButton } from './FoldButton.tsx';
import { LaneCounts } from './LaneCounts.tsx';
import { LaneVariables } from './LaneVariables.tsx';
import type { LaneNodeType } from './layout-graph.ts';
import classes from './LaneNode.module.css';

/** A lane: what it stands for, how far its cells are, and the ground they stand on. Folded, it is a strip. */
function PlainLaneNode({ data: { lane } }: NodeProps<LaneNodeType>) {
  const { band, isCollapsed } = lane;
  const unit = band.kind === 'unit' ? band.unit : null;
  return (
    <div className={classes.lane} data-lane={lane.name} data-folded={isCollapsed} data-unit={unit?.id}>
      <div className={classes.label}>
        <div className={classes.head} data-header={lane.name}>
          <BandTitle band={band} />
          <BandMenu band={band} />
          <FoldButton lane={lane} />
        </div>
        <LaneCounts cells={lane.cells} />
        {isCollapsed || unit === null ? null : <LaneVariables unit={unit} />}
      </div>
    </div>
  );
}

export const LaneNode = memo(PlainLaneNode);
