import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { CellKey } from '../../../shared/base/index.ts';
import { useStudio, useView } from '../../studio/index.ts';
import { useGraphStore } from './graph-state.ts';
import { goTo } from './go-to.ts';
import { arrowDirections, neighbourCell, neighbourSpot, type Direction, type NeighbourSpot } from './neighbour-cell.ts';

export interface CellKeyboardOptions {
  /** What Enter does on the selected cell. */
  open?: () => void;
  /** Left-out places are there to go to; without, the arrows jump over them. */
  hasGaps?: boolean;
}

/**
 * The keyboard on a cell, the same for a node and for its line in the list: arrows move, Enter and space select and then
 * open, and it takes the focus when asked.
 */
export function useCellKeyboard<T extends HTMLElement>(
  cell: CellKey,
  { open, hasGaps = false }: CellKeyboardOptions = {},
) {
  const { view } = useStudio();
  const graph = useGraphStore();
  const isSelected = useView((state) => state.selected === cell);
  const focusRequests = useView((state) => state.focusRequests);
  const element = useRef<T>(null);

  useEffect(() => {
    if (!isSelected || graph.getState().answeredFocus === focusRequests) return;
    element.current?.focus({ preventScroll: true });
    graph.setState({ answeredFocus: focusRequests });
  }, [isSelected, focusRequests, graph]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const direction = arrowDirections[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (isSelected) open?.();
      view.select(cell);
    } else if (direction !== undefined) {
      event.preventDefault();
      goTo(neighbour(direction), graph, view);
    }
  }

  function neighbour(direction: Direction): NeighbourSpot | null {
    const { layout } = graph.getState();
    const placed = layout?.byKey.get(cell);
    if (hasGaps && layout !== null && placed !== undefined) return neighbourSpot(layout, placed, direction);
    const key = layout === null ? null : neighbourCell(layout, cell, direction);
    return key === null ? null : { kind: 'cell', key };
  }

  return { isSelected, element, onKeyDown };
}
