import { useMemo } from 'react';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import { useDocument, usePart } from '../../studio/index.ts';
import { sumsBy, type PartSum } from './part-sums.ts';

const nothing: ReadonlyMap<string, PartSum> = new Map();

export interface PartSums {
  /** In the chosen part, where a cell may be blocked by what is left out. */
  inPart: ReadonlyMap<string, PartSum>;
  /** Of everything: what a tick would add. Empty under another rule than the usual one, by which nothing else is planned. */
  whole: ReadonlyMap<string, PartSum>;
}

/** What each layer or unit adds to the price, by name. */
export function usePartSums(keyOf: (cell: PlannedCell) => string): PartSums {
  const isUsual = usePart((state) => state.overwrite === 'stale');
  const document = useDocument((state) => state.plan);
  const part = usePart((state) => state.plan);
  const inPart = useMemo(() => (part === null ? nothing : sumsBy(part, keyOf)), [part, keyOf]);
  const whole = useMemo(
    () => (document === null || !isUsual ? nothing : sumsBy(document, keyOf)),
    [document, isUsual, keyOf],
  );
  return { inPart, whole };
}
