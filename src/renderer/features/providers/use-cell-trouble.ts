import type { PlannedCell } from '../../../shared/plan/index.ts';
import { useProviders } from '../../studio/index.ts';
import { troubleOfCell, type Trouble } from './provider-trouble.ts';

/** What is wrong with the provider of a cell; renders only when that changes. */
export function useCellTrouble(cell: Pick<PlannedCell, 'provider' | 'action'> | null): Trouble | null {
  const state = useProviders(({ providers }) => troubleOfCell(cell, providers)?.state ?? null);
  const provider = useProviders(({ providers }) => troubleOfCell(cell, providers)?.provider ?? null);
  return state === null || provider === null ? null : { provider, state };
}
