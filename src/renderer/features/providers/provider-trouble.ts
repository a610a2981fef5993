import type { FailureData } from '../../../shared/base/index.ts';
import type { ProviderInfo, ProviderName, ProviderState } from '../../../shared/contract/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';

/** Names of the providers, which no language translates. */
export const providerTitles: Record<ProviderName, string> = { replicate: 'Replicate', fal: 'fal', ollama: 'Ollama' };

export type TroubleState = Exclude<ProviderState, 'ready' | 'untested'>;

/** A provider that will most likely not do what is asked of it. */
export interface Trouble {
  provider: ProviderName;
  state: TroubleState;
}

/** What is known to be wrong with the provider of a cell that would run; null for a provider of this machine. */
export function troubleOfCell(
  cell: Pick<PlannedCell, 'provider' | 'action'> | null,
  providers: readonly ProviderInfo[] | null,
): Trouble | null {
  if (cell?.action !== 'run') return null;
  const info = providers?.find((each) => each.provider === cell.provider);
  if (info === undefined || info.state === 'ready' || info.state === 'untested') return null;
  return { provider: info.provider, state: info.state };
}

/** Trouble of a plan by provider, with how many of its cells it concerns. A rehearsal needs no provider. */
export function troublesOfPlan(
  plan: Pick<RunPlan, 'cells' | 'rehearsal'> | null,
  providers: readonly ProviderInfo[] | null,
): (Trouble & { cells: number })[] {
  if (plan === null || plan.rehearsal) return [];
  const found = new Map<ProviderName, Trouble & { cells: number }>();
  for (const cell of plan.cells) {
    const trouble = troubleOfCell(cell, providers);
    if (trouble === null) continue;
    found.set(trouble.provider, { ...trouble, cells: (found.get(trouble.provider)?.cells ?? 0) + 1 });
  }
  return [...found.values()];
}

/** The failure that ended a run because every other cell would have met it too; null when it ended otherwise. */
export function accountFailureOf(cells: Iterable<CellRun>): FailureData | null {
  for (const { state, failure } of cells) {
    if (state !== 'failed' || failure === null) continue;
    const isAccount = failure.code === 'ProviderError' && (failure.kind === 'auth' || failure.kind === 'credit');
    if (isAccount || failure.code === 'ProviderUnavailableError' || failure.code === 'KeyStoreError') return failure;
  }
  return null;
}
