import { noCost, toUsd } from '../../../shared/base/index.ts';
import type { CostPeriod, InferenceRecord } from '../../../shared/contract/index.ts';
import type { Core } from '../../core/index.ts';
import type { HistoryEntry, Totals } from './inference-interface.ts';

/** A line of the history in the words of the library. */
export function toHistoryEntry(record: InferenceRecord): HistoryEntry {
  const { id, model, provider, kind, state, startedAtMs, endedAtMs, parameters, providerRequestId } = record;
  const costUsd = record.chargedMicroUsd === null ? null : toUsd(record.chargedMicroUsd);
  const error = record.failure;
  return { id, model, provider, kind, state, startedAtMs, endedAtMs, parameters, costUsd, providerRequestId, error };
}

/** What was spent, in US dollars. */
export function totalsOf(costs: Core['costs']): Totals {
  const { isOn, periods, total } = costs.summary();
  const spent = (period: CostPeriod): number =>
    toUsd(periods.find((each) => each.period === period)?.spentMicroUsd ?? noCost);
  const byModel = costs.totals({ includeReset: false }, 'model');
  return {
    isOn,
    totalUsd: toUsd(total.spentMicroUsd),
    todayUsd: spent('day'),
    thisWeekUsd: spent('week'),
    thisMonthUsd: spent('month'),
    byModel: Object.fromEntries(byModel.map(({ key, spentMicroUsd }) => [key, toUsd(spentMicroUsd)])),
  };
}
