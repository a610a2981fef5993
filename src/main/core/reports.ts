import { toUsd, type MicroUsd } from '../../shared/base/index.ts';
import { describeReason, type RunPlan } from '../../shared/plan/index.ts';
import { costOf, countCells, type CellNotice, type CellRun, type RunRecord } from '../../shared/run/index.ts';
import { exceedsCap } from './run-terms.ts';

/** A plan as programs read it, in US dollars and words (shape: docs/cli.md); with a limit, whether it may cost more. */
export function describePlan(plan: RunPlan, cap: MicroUsd | null = null) {
  return {
    cells: plan.cells.map((cell) => ({
      unit: cell.unit,
      layer: cell.layerIndex,
      layerName: cell.layerName,
      assetType: cell.assetType,
      model: cell.model,
      parameters: cell.parameters,
      dependsOn: cell.dependsOn,
      path: cell.path,
      action: cell.action,
      why: cell.why.map(describeReason),
      price: {
        lowUsd: toUsd(cell.price.lowMicroUsd),
        highUsd: toUsd(cell.price.highMicroUsd),
        basis: cell.price.basis,
      },
      ...(cell.failure === null ? {} : { failure: cell.failure }),
    })),
    totals: {
      cells: plan.cells.length,
      run: plan.totals.run,
      skip: plan.totals.skip,
      blocked: plan.totals.blocked,
      lowUsd: toUsd(plan.totals.price.lowMicroUsd),
      highUsd: toUsd(plan.totals.price.highMicroUsd),
      ...(cap === null ? {} : { budgetUsd: toUsd(cap), exceedsBudget: exceedsCap(plan, cap) }),
    },
    warnings: plan.warnings,
  };
}

/** A cell of a run as programs read it; what is not known is absent. */
export function describeCellEvent(cell: CellRun) {
  return {
    type: 'cell' as const,
    unit: cell.unit,
    layer: cell.layerIndex,
    layerName: cell.layerName,
    state: cell.state,
    ...(cell.progress === null ? {} : { progress: cell.progress }),
    ...(cell.step === null ? {} : { step: cell.step, steps: cell.steps }),
    ...(cell.takeId === null ? {} : { takeId: cell.takeId }),
    ...(cell.waitUntilMs === null ? {} : { waitUntilMs: cell.waitUntilMs }),
    ...(cell.queuePosition === null ? {} : { queuePosition: cell.queuePosition }),
    ...(cell.costMicroUsd === 0 ? {} : { costUsd: toUsd(cell.costMicroUsd) }),
    ...(cell.message === null ? {} : { message: cell.message }),
    ...(cell.failure === null ? {} : { error: cell.failure }),
    ...(cell.notices.length === 0 ? {} : { notices: cell.notices.map(describeNotice) }),
    attempt: cell.attempt,
  };
}

/** A notice of a cell as programs read it, with a sentence for people. */
function describeNotice(notice: CellNotice) {
  if (notice.kind !== 'dearer') return { ...notice, text: noticeText(notice) };
  const { kind, expectedMicroUsd, chargedMicroUsd } = notice;
  return { kind, expectedUsd: toUsd(expectedMicroUsd), chargedUsd: toUsd(chargedMicroUsd), text: noticeText(notice) };
}

/** "cost $0.12 instead of $0.08". */
export function noticeText(notice: CellNotice): string {
  if (notice.kind === 'dearer')
    return `cost $${toUsd(notice.chargedMicroUsd)} instead of $${toUsd(notice.expectedMicroUsd)}`;
  if (notice.kind === 'engine-note') return notice.text;
  return `${notice.delivered} results instead of ${notice.expected}`;
}

/** The end of a run as programs read it; `done` counts the cells that succeeded in it. */
export function describeRunEvent(run: RunRecord) {
  const { done, failed, skipped, blocked, cancelled, unknown } = countCells(run.cells);
  const { id: runId, state, rehearsal } = run;
  const costUsd = toUsd(costOf(run.cells));
  return { type: 'run' as const, runId, state, rehearsal, done, failed, skipped, blocked, cancelled, unknown, costUsd };
}
