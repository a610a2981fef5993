import { Panel, useStore, type ReactFlowState } from '@xyflow/react';
import type { GraphLayout } from './graph-layout.ts';
import { GraphMiniMap } from './GraphMiniMap.tsx';

/** The small map, there as long as some of the matrix lies outside: over a matrix in full view it would only hide cells. */
export function GraphOverview({ layout }: { layout: GraphLayout }) {
  const isNeeded = useStore((state) => liesPartlyOutside(layout, state));
  return isNeeded ? (
    <Panel position="bottom-right">
      <GraphMiniMap layout={layout} />
    </Panel>
  ) : null;
}

/** Pixels by which the matrix may reach over the edge and still count as visible. */
const tolerance = 8;

function liesPartlyOutside(
  { bounds }: GraphLayout,
  { transform: [x, y, zoom], width, height }: ReactFlowState,
): boolean {
  return (
    bounds.x * zoom + x < -tolerance ||
    bounds.y * zoom + y < -tolerance ||
    (bounds.x + bounds.width) * zoom + x > width + tolerance ||
    (bounds.y + bounds.height) * zoom + y > height + tolerance
  );
}
