import { ConfirmationRequiredError, toUsd } from '../../../shared/base/index.ts';
import type { RunConsent } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import type { EngineSettings } from './options.ts';

/** Asks the program about a price. Without an answer to ask for, the core refuses what costs something. */
export async function askProgram(
  plan: RunPlan,
  { confirm, budgetMicroUsd }: Pick<EngineSettings, 'confirm' | 'budgetMicroUsd'>,
): Promise<RunConsent> {
  const nothing: RunConsent = { budgetMicroUsd, confirmedMicroUsd: null, allowUnknownPrice: false };
  const running = plan.cells.filter((cell) => cell.action === 'run');
  const unknownModels = [...new Set(running.filter((cell) => !cell.price.isKnown).map((cell) => cell.model))];
  const { lowMicroUsd, highMicroUsd } = plan.totals.price;
  const isFree = highMicroUsd === 0 && unknownModels.length === 0;
  if (plan.rehearsal || isFree || confirm === undefined) return nothing;
  const highUsd = toUsd(highMicroUsd);
  const answer: unknown = await confirm({ lowUsd: toUsd(lowMicroUsd), highUsd, cells: running.length, unknownModels });
  // Only a plain yes counts: an answer that is anything else may come from a mistake, and this is money.
  if (answer === true)
    return { ...nothing, confirmedMicroUsd: highMicroUsd, allowUnknownPrice: unknownModels.length > 0 };
  throw new ConfirmationRequiredError('paid', 'The price was not confirmed, nothing was started.', {
    hint: 'Let `confirm` answer true, or rehearse it for nothing.',
    values: { usd: highUsd },
  });
}
