import type { NodePosition, SingleEdit } from '../../../shared/matrix/index.ts';

/** Edits that put nodes to whole flow units; null sends one back to the grid. */
export function positionEdits(positions: Iterable<readonly [string, NodePosition | null]>): SingleEdit[] {
  return [...positions].map(([node, position]) => ({
    type: 'set-node-position',
    node,
    ...(position === null ? {} : { value: { x: Math.round(position.x), y: Math.round(position.y) } }),
  }));
}
