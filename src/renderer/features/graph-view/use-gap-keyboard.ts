import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useStudio } from '../../studio/index.ts';
import type { PlacedGap } from './graph-layout.ts';
import { useGraphStore } from './graph-state.ts';
import { goTo } from './go-to.ts';
import { arrowDirections, neighbourSpot } from './neighbour-cell.ts';

/** The keyboard on a left-out place: it comes with the arrow keys, and goes on with them. */
export function useGapKeyboard(gap: PlacedGap) {
  const { view } = useStudio();
  const graph = useGraphStore();
  const isHere = useStore(graph, ({ atGap }) => atGap === gap.key);
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isHere) element.current?.focus({ preventScroll: true });
  }, [isHere]);
  return {
    ref: element,
    onBlur() {
      if (graph.getState().atGap === gap.key) graph.setState({ atGap: null });
    },
    onKeyDown(event: KeyboardEvent) {
      const direction = arrowDirections[event.key];
      const { layout } = graph.getState();
      if (direction === undefined || layout === null) return;
      event.preventDefault();
      goTo(neighbourSpot(layout, gap, direction), graph, view);
    },
  };
}
