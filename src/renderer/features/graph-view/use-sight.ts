import { useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { GraphLayout } from './graph-layout.ts';
import { nextSight, type Sight } from './sight.ts';
import { viewBox } from './view-box.ts';

/** Follows the view, and renders again only when nodes and canvas change places or the window moves on. Null before `isReady`. */
export function useSight(layout: GraphLayout, isReady: boolean): Sight | null {
  const store = useStoreApi();
  const [sight, setSight] = useState<Sight | null>(null);
  useEffect(() => {
    if (!isReady) return undefined;
    const look = (): void => {
      const state = store.getState();
      if (state.width > 0) setSight((before) => nextSight(layout, viewBox(state), before));
    };
    look();
    return store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height)
        look();
    });
  }, [store, layout, isReady]);
  return sight;
}
