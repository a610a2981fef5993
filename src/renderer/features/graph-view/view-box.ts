import type { ReactFlowState } from '@xyflow/react';
import type { Box } from './graph-layout.ts';

/** What is in view, in flow units. */
export function viewBox({
  transform: [x, y, zoom],
  width,
  height,
}: Pick<ReactFlowState, 'transform' | 'width' | 'height'>): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}
