import type { Studio } from '../../studio/index.ts';
import type { GraphStore } from './graph-state.ts';
import type { NeighbourSpot } from './neighbour-cell.ts';

/** Takes the keyboard to a cell, which is selected, or to a left-out place, where nothing is: keys must not change the cell it came from. */
export function goTo(spot: NeighbourSpot | null, graph: GraphStore, view: Studio['view']): void {
  if (spot === null) return;
  if (spot.kind === 'cell') view.select(spot.key, { focus: true });
  else {
    view.select(null);
    graph.setState({ atGap: spot.key });
  }
}
