import type { KeyboardEvent } from 'react';
import { useStudio } from '../../studio/index.ts';
import { useGraphStore } from './graph-state.ts';
import { originOf } from './walk-wires.ts';

/** What the keys ask for on a line, besides the chosen ones of the commands. */
const walks: Readonly<Record<string, 'nextWire' | 'previousWire'>> = {
  ArrowDown: 'nextWire',
  ArrowRight: 'nextWire',
  ArrowUp: 'previousWire',
  ArrowLeft: 'previousWire',
};

/** The keyboard on a line: Enter goes to its other end, Escape back to where it came from, arrows to the next line there. */
export function useWireKeyboard() {
  const { view } = useStudio();
  const graph = useGraphStore();
  return {
    onKeyDown(event: KeyboardEvent) {
      const { reference } = view.getState();
      const isOnWire = event.target instanceof Element && event.target.matches('.react-flow__edge, [data-wire]');
      if (reference === null || !isOnWire) return;
      const origin = originOf(reference, graph.getState().wireOrigin);
      const walk = walks[event.key];
      if (event.key === 'Enter') {
        view.select(origin === reference.source ? reference.target : reference.source, { focus: true });
      } else if (event.key === 'Escape') view.select(origin, { focus: true });
      else if (walk === undefined) return;
      else view.askGraph(walk);
      event.preventDefault();
    },
  };
}
