import { sumMicroUsd, toUsd } from '../../../shared/base/index.ts';
import { describeReason, type PlannedCell, type RunPlan } from '../../../shared/plan/index.ts';

/** The plan as a table for people. */
export function planText(plan: RunPlan): string {
  const rows = plan.cells.map((cell) => [
    cell.key,
    cell.model,
    cell.action,
    cell.why.map(describeReason).join(', '),
    priceText(cell.price),
    cell.path,
  ]);
  const { run, skip, blocked, price } = plan.totals;
  const low = sumMicroUsd([price.lowMicroUsd]);
  const summary = `${run} to run, ${skip} up to date, ${blocked} blocked · ${priceText({ ...price, lowMicroUsd: low })}`;
  const failures = plan.cells.flatMap((cell) =>
    cell.failure === null ? [] : [`${cell.key}: ${cell.failure.message} ${cell.failure.hint}`],
  );
  return [table(rows), '', summary, ...failures, ...plan.warnings].join('\n');
}

/** What a plan costs, in dollars. */
export function priceText(price: PlannedCell['price']): string {
  if (!price.isKnown) return 'price unknown';
  if (price.highMicroUsd === 0) return price.basis === 'free' ? 'free' : '$0';
  const low = toUsd(price.lowMicroUsd);
  const high = toUsd(price.highMicroUsd);
  return low === high ? `$${high.toFixed(4)}` : `$${low.toFixed(4)} to $${high.toFixed(4)}`;
}

function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
