import { overlaps, type Box, type GraphLayout } from './graph-layout.ts';

/** What the view calls for: nodes of the cells in `window` (all of them where it is null), or one canvas with all cells. */
export type Sight = { kind: 'nodes'; window: Box | null } | { kind: 'canvas' };

/** A document of up to so many cells keeps them all mounted (DESIGN §6): nothing pops in while panning, and search in the page finds all. */
export const mountedCells = 100;
/** In a larger one, so many cells in view are nodes. Where there are more, none has room for words, and nodes that come and go cost more than those that stay. */
const nodesInView = 90;
/** Coming back from the canvas asks for fewer, else a view at the limit would flicker between the two. */
const nodesAgain = 76;
/** Share of the view that the window reaches beyond each of its sides. */
const reach = 0.5;

const allNodes: Sight = { kind: 'nodes', window: null };
const canvas: Sight = { kind: 'canvas' };

/** The sight for a view, and the one before itself as long as it will do. */
export function nextSight(layout: GraphLayout, view: Box, before: Sight | null): Sight {
  if (layout.cells.length <= mountedCells) return allNodes;
  const limit = before?.kind === 'canvas' ? nodesAgain : nodesInView;
  if (hasMoreInside(layout, view, limit)) return canvas;
  if (before?.kind === 'nodes' && before.window !== null && isInside(before.window, view)) return before;
  const [dx, dy] = [view.width * reach, view.height * reach];
  const window = { x: view.x - dx, y: view.y - dy, width: view.width + 2 * dx, height: view.height + 2 * dy };
  return { kind: 'nodes', window };
}

function hasMoreInside({ cells }: GraphLayout, view: Box, limit: number): boolean {
  let count = 0;
  for (const cell of cells) {
    if (overlaps(cell, view)) count += 1;
    if (count > limit) return true;
  }
  return false;
}

/** A window much larger than the view is left too: after zooming in, most of its nodes would be for nothing. */
function isInside(window: Box, view: Box): boolean {
  return (
    view.x >= window.x &&
    view.y >= window.y &&
    view.x + view.width <= window.x + window.width &&
    view.y + view.height <= window.y + window.height &&
    window.width <= 4 * view.width
  );
}
