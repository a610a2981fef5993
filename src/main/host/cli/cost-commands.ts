import { toUsd, UsageError } from '../../../shared/base/index.ts';
import {
  costGroup,
  costRange,
  historyQuery,
  type CostAlert,
  type CostDrift,
  type CostGroup,
  type CostRange,
  type CostSummary,
  type CostTotal,
  type InferenceRecord,
} from '../../../shared/contract/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { withCore } from './with-core.ts';

export interface CostFlags {
  by?: string;
  since?: string;
  until?: string;
  all?: boolean;
  csv?: boolean;
}

export interface HistoryFlags {
  limit: string;
  model?: string;
  failed?: boolean;
}

/** `telar costs`: day, week and month against their limits, sums by a group, and how well estimates meet charges. */
export function costsCommand(flags: CostFlags, output: Output): Promise<number> {
  const by = flags.by === undefined ? 'model' : parseGroup(flags.by);
  const range = parseRange(flags);
  return withCore({}, ({ costs }) => {
    if (flags.csv === true) {
      const text = costs.exportCsv(range);
      output.line({ type: 'export', format: 'csv', text });
      output.raw(text);
      return exitCodes.done;
    }
    const summary = costs.summary();
    tellSummary(summary, output);
    if (!summary.isOn) return exitCodes.done;
    for (const total of costs.totals(range, by)) tellTotal(by, total, output);
    for (const drift of costs.drift(range)) tellDrift(drift, output);
    return exitCodes.done;
  });
}

/** `telar costs reset`: totals count from now on. */
export function resetCostsCommand(output: Output): Promise<number> {
  return withCore({}, ({ costs }) => {
    const { sinceMs } = costs.reset();
    const since = new Date(sinceMs ?? 0).toISOString();
    output.line({ type: 'reset', since });
    output.text(`Totals count from ${since} on. The ledger and the history stay.`);
    return exitCodes.done;
  });
}

/** `telar history`: what was inferred, the newest first. */
export function historyCommand(flags: HistoryFlags, output: Output): Promise<number> {
  const query = historyQuery.safeParse({
    limit: Number(flags.limit),
    ...(flags.model === undefined ? {} : { model: flags.model }),
    ...(flags.failed === true ? { state: 'failed' } : {}),
  });
  if (!query.success) throw usage(`--limit ${flags.limit} is no number from 1 to 1000`, 'Name how many to show.');
  return withCore({}, ({ history }) => {
    const { items } = history.list(query.data);
    for (const item of items) {
      output.line(historyLine(item));
      output.text(historyText(item));
    }
    if (items.length === 0) output.text('Nothing in the history fits this.');
    return exitCodes.done;
  });
}

/** One line when spending has reached an amount that the user wants to hear of. */
export function tellAlert({ period, from, spentMicroUsd, limitMicroUsd }: CostAlert, output: Output): void {
  const [spentUsd, limitUsd] = [toUsd(spentMicroUsd), toUsd(limitMicroUsd)];
  output.line({ type: 'costAlert', period, from, spentUsd, limitUsd });
  output.note(`This ${period} has cost $${spentUsd}; you wanted to be told at $${limitUsd}.`);
}

function tellSummary(summary: CostSummary, output: Output): void {
  const { isOn, timeZone, sinceMs, total } = summary;
  output.line({
    type: 'costs',
    isOn,
    timeZone,
    since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
    spentUsd: toUsd(total.spentMicroUsd),
    jobs: total.jobs,
    periods: summary.periods.map(({ period, from, ...amounts }) => ({
      period,
      from,
      spentUsd: toUsd(amounts.spentMicroUsd),
      reservedUsd: toUsd(amounts.reservedMicroUsd),
      capUsd: amounts.capMicroUsd === null ? null : toUsd(amounts.capMicroUsd),
      alertUsd: amounts.alertMicroUsd === null ? null : toUsd(amounts.alertMicroUsd),
    })),
  });
  if (!isOn) output.text('Costs are not kept (TELAR_COSTS=off). Limits still hold.');
  for (const { period, from, spentMicroUsd, reservedMicroUsd, capMicroUsd } of summary.periods) {
    const cap = capMicroUsd === null ? '' : ` of $${toUsd(capMicroUsd)}`;
    const held = reservedMicroUsd === 0 ? '' : `, $${toUsd(reservedMicroUsd)} held back`;
    if (isOn) output.text(`${period.padEnd(6)} $${toUsd(spentMicroUsd)}${cap}${held} (from ${from}, ${timeZone})`);
    else if (cap !== '') output.text(`${period.padEnd(6)} limit${cap.replace(' of', '')}`);
  }
  if (isOn) output.text(`total  $${toUsd(total.spentMicroUsd)} for ${total.jobs} paid jobs`);
}

function tellTotal(by: CostGroup, { key, document, spentMicroUsd, jobs }: CostTotal, output: Output): void {
  output.line({ type: 'total', by, key, document, spentUsd: toUsd(spentMicroUsd), jobs });
  const where = document === null ? '' : `  ${document}`;
  output.text(`  ${by} ${key}${where}  $${toUsd(spentMicroUsd)}  ${jobs} ${jobs === 1 ? 'job' : 'jobs'}`);
}

function tellDrift({ model, jobs, medianRatio, estimatedMicroUsd, spentMicroUsd }: CostDrift, output: Output): void {
  const [estimatedUsd, spentUsd] = [toUsd(estimatedMicroUsd), toUsd(spentMicroUsd)];
  output.line({ type: 'drift', model, jobs, medianRatio, estimatedUsd, spentUsd });
  output.text(`  ${model}: charged $${spentUsd}, estimated $${estimatedUsd}, median ratio ${medianRatio.toFixed(2)}`);
}

function historyLine({ startedAtMs, endedAtMs, ...item }: InferenceRecord): object {
  const { estimateMicroUsd, chargedMicroUsd, ...rest } = item;
  return {
    type: 'inference',
    ...rest,
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
    durationMs: endedAtMs === null ? null : endedAtMs - startedAtMs,
    estimateUsd: estimateMicroUsd === null ? null : toUsd(estimateMicroUsd),
    chargedUsd: chargedMicroUsd === null ? null : toUsd(chargedMicroUsd),
  };
}

function historyText(item: InferenceRecord): string {
  const cost =
    item.kind === 'paid' ? (item.chargedMicroUsd === null ? '' : `$${toUsd(item.chargedMicroUsd)}`) : item.kind;
  const problem = item.failure === null ? '' : `\n  ${item.failure.message} ${item.failure.hint}`;
  const request = item.providerRequestId === null ? '' : `  ${item.providerRequestId}`;
  const started = new Date(item.startedAtMs).toISOString();
  return `${started}  ${item.state}  ${item.document} ${item.cell}  ${item.model}  ${cost}${request}${problem}`;
}

function parseGroup(text: string): CostGroup {
  const group = costGroup.safeParse(text);
  if (group.success) return group.data;
  throw usage(`--by ${text} is no group`, `Use ${costGroup.options.join(', ')}.`);
}

function parseRange({ since, until, all }: CostFlags): CostRange {
  const range = costRange.safeParse({
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    includeReset: all === true,
  });
  if (range.success) return range.data;
  throw usage('--since and --until are days', 'Write them as 2026-11-21.');
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', `The options are not usable: ${what}.`, { hint });
}
