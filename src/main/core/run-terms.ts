import { ConfirmationRequiredError, fromUsd, sumMicroUsd, toUsd, type MicroUsd } from '../../shared/base/index.ts';
import type { RunConsent } from '../../shared/contract/index.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import { budgetExceeded } from '../run/index.ts';

/** Limit of a run: the lowest of the document's, the settings' and the one given for this run; null for none. */
export function capOf(
  matrix: MatrixDocument,
  consent: Pick<RunConsent, 'budgetMicroUsd'>,
  settings: MicroUsd | null,
): MicroUsd | null {
  const usd = matrix.settings?.budget_usd;
  const own = usd === undefined ? null : fromUsd(usd);
  const set = [own, consent.budgetMicroUsd, settings].filter((limit) => limit !== null);
  return set.length === 0 ? null : set.reduce((lowest, limit) => (limit < lowest ? limit : lowest));
}

/** Whether a plan may cost more than a limit. A rehearsal costs nothing. */
export function exceedsCap(plan: RunPlan, cap: MicroUsd | null): boolean {
  return !plan.rehearsal && cap !== null && plan.totals.price.highMicroUsd > cap;
}

/**
 * Refuses a run before its first request: a price that was not confirmed, an unknown one, or more than what is left of
 * the cap (`committed` counts against it). Throws ConfirmationRequiredError or BudgetExceededError.
 */
export function checkTerms(plan: RunPlan, consent: RunConsent, cap: MicroUsd | null, committed: MicroUsd): void {
  if (plan.rehearsal) return;
  const running = plan.cells.filter((cell) => cell.action === 'run');
  const unknown = [...new Set(running.filter((cell) => !cell.price.isKnown).map((cell) => cell.model))];
  if (unknown.length > 0 && !consent.allowUnknownPrice) throw unknownPrice(unknown);
  const high = sumMicroUsd(running.map((cell) => cell.price.highMicroUsd));
  if (cap !== null && committed + high > cap) throw tooExpensive(running, cap, committed, high);
  if (high > 0 && (consent.confirmedMicroUsd === null || consent.confirmedMicroUsd < high)) throw notConfirmed(high);
}

function unknownPrice(models: readonly string[]): Error {
  const names = models.join(', ');
  return new ConfirmationRequiredError('unknown-price', `The price of ${names} is not known.`, {
    hint: 'Look it up at the provider, then allow it: --allow-unknown-price, or the box in the run dialog.',
    values: { models: names },
  });
}

function notConfirmed(high: MicroUsd): Error {
  const usd = toUsd(high);
  return new ConfirmationRequiredError('paid', `This run costs up to $${usd} and nobody has confirmed that.`, {
    hint: 'Confirm the price (on the command line: --yes), or rehearse it for nothing.',
    values: { usd },
  });
}

/** Names the cells that do not fit, in the order of the plan. */
function tooExpensive(running: readonly PlannedCell[], cap: MicroUsd, committed: MicroUsd, high: MicroUsd): Error {
  let left = cap - committed;
  const outside = running.filter((cell) => {
    left -= cell.price.highMicroUsd;
    return left < 0 && cell.price.highMicroUsd > 0;
  });
  const first = outside[0];
  const failure = budgetExceeded(
    high,
    cap - committed,
    first === undefined ? {} : { unit: first.unit, layer: first.layerName },
  );
  failure.message += ` Outside the limit: ${outside
    .slice(0, 10)
    .map((cell) => cell.key)
    .join(', ')}${outside.length > 10 ? ` and ${outside.length - 10} more` : ''}.`;
  return failure;
}
