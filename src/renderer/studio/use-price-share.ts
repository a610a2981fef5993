import { useShallow } from 'zustand/react/shallow';
import type { CellKey, FailureData } from '../../shared/base/index.ts';
import type { Price } from '../../shared/template/index.ts';
import { usePart } from './StudioContext.tsx';

/** What a cell means for the run that the run button offers. */
export interface PriceShare {
  /** What the cell would cost; null when it would not run. */
  price: Price | null;
  /** Its part of what the run costs at most, 0 to 1; null where that says nothing. */
  share: number | null;
  /** Why the run could not do this cell, though it is part of it; null otherwise. */
  blocked: FailureData | null;
}

/** Follows what a cell costs in the run that the button offers. */
export function usePriceShare(key: CellKey): PriceShare {
  return usePart(
    useShallow(({ plan, planned }) => {
      const cell = planned.get(key);
      if (plan === null || cell === undefined) return { price: null, share: null, blocked: null };
      const { highMicroUsd, isKnown } = plan.totals.price;
      const price = cell.action === 'run' ? cell.price : null;
      const says = price !== null && isKnown && highMicroUsd > 0 && plan.totals.run > 1;
      const blocked = cell.action === 'blocked' ? cell.failure : null;
      return { price, share: says ? price.highMicroUsd / highMicroUsd : null, blocked };
    }),
  );
}
