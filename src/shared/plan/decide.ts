import { TelarError, type CellKey, type FailureData } from '../base/index.ts';
import { freePrice, validateParameters } from '../template/index.ts';
import { dropped } from './expand.ts';
import { lateNames, priceOf, type Draft } from './draft.ts';
import { knownValue, type KnownState, type KnownTake } from './known.ts';
import { expandLate, notAvailable, withLateValues, type LateParameter } from './late.ts';
import { orderCells } from './order.ts';
import type { OverwriteRule, PlannedCell, PlanReason, PlanScope } from './plan.ts';
import { droppedWarning } from './resolve-parameters.ts';
import { cellsInScope, namesCell } from './scope.ts';
import { compareWithTake, contentsOf, feedingCells, markStale } from './staleness.ts';
import { brokenAbove, cycleFailure, missingTake, mutedAbove, sourceOfBlock } from './upstream-failures.ts';

export interface DecideOptions {
  scope: PlanScope;
  overwrite: OverwriteRule;
  strict: boolean;
}

interface DecideContext extends DecideOptions {
  known: KnownState;
  scoped: ReadonlySet<CellKey>;
  decided: Map<CellKey, PlannedCell>;
}

/**
 * Decides for each cell, dependencies first, whether it runs, and why. Changes the drafts' cells and answers the keys of
 * those in scope.
 */
export function decideAll(drafts: readonly Draft[], known: KnownState, options: DecideOptions): ReadonlySet<CellKey> {
  const byKey = new Map(drafts.map((draft) => [draft.cell.key, draft]));
  const cells = drafts.map((draft) => draft.cell);
  const { ordered, cycles } = orderCells(cells);
  for (const cell of cells) {
    const cycle = cycles.get(cell.key);
    if (cycle !== undefined) cell.failure ??= cycleFailure(cell, cycle);
  }
  const orderedDrafts = ordered.flatMap((cell) => byKey.get(cell.key) ?? []);
  markStale(orderedDrafts, known);
  const scoped = cellsInScope(options.scope, cells, known.failed);
  const context: DecideContext = { ...options, known, scoped, decided: new Map() };
  for (const draft of orderedDrafts) {
    Object.assign(draft.cell, withoutSecondPayment(draft.cell, decide(draft, context), known));
    context.decided.set(draft.cell.key, draft.cell);
  }
  return scoped;
}

/** What was paid before and is still at the provider is only fetched: it costs nothing more. */
function withoutSecondPayment(cell: PlannedCell, decision: Decision, known: KnownState): Partial<PlannedCell> {
  const paid = known.paid?.get(cell.key);
  if (decision.action !== 'run' || paid === undefined || paid !== cell.recipe?.hash) return decision;
  return { ...decision, why: [{ kind: 'already-paid' }], price: { ...freePrice, basis: 'already paid' } };
}

type Decision = Pick<PlannedCell, 'action' | 'why'>;

const failed: Decision = { action: 'blocked', why: [{ kind: 'failure' }] };
const passedOver: Decision = { action: 'skip', why: [{ kind: 'muted' }] };

function decide(draft: Draft, context: DecideContext): Decision {
  const { cell } = draft;
  const { known, scoped, decided } = context;
  if (draft.isMuted && !namesCell(context.scope, cell.key)) {
    // Nobody waits for it, so what is wrong with it can wait too.
    cell.failure = null;
    return passedOver;
  }
  if (cell.failure !== null) return failed;
  const upstream = cell.dependsOn.flatMap((key) => decided.get(key) ?? []);
  const broken = upstream.find((each) => each.action === 'blocked' && each.pickedTake === null);
  if (broken !== undefined) {
    const source = sourceOfBlock(broken, decided);
    // Inside the scope the broken cell has its own say; outside nobody would hear of it before the others are paid.
    if (scoped.has(cell.key) && !scoped.has(source.key)) cell.failure = brokenAbove(cell, source);
    return { action: 'blocked', why: [{ kind: 'upstream-blocked', cell: broken.key }] };
  }
  const muted = upstream.find((each) => each.pickedTake === null && isPassedOver(each));
  if (muted !== undefined) {
    if (scoped.has(cell.key)) cell.failure = mutedAbove(cell, muted);
    return failed;
  }
  const missing = upstream.find((each) => !scoped.has(each.key) && each.pickedTake === null);
  if (missing !== undefined && scoped.has(cell.key)) {
    cell.failure = missingTake(cell, missing);
    return failed;
  }
  const feeding = feedingCells(cell);
  const sources = upstream.filter((each) => feeding.has(each.key));
  const changing = new Set(
    sources.flatMap((each) => (each.action === 'run' && scoped.has(each.key) ? [each.key] : [])),
  );
  cell.failure = settleLateValues(draft, changing, context);
  if (cell.failure !== null) return failed;

  const pick = known.picks.get(cell.key);
  const compared = compareWithTake(
    draft,
    pick?.recipe ?? null,
    contentsOf(known, (key) => changing.has(key)),
  );
  cell.recipe = compared.recipe;
  const made = [...changing].map((key): PlanReason => ({ kind: 'upstream-changed', cell: key }));
  const outdated = sources.filter((each) => each.stale && !changing.has(each.key));
  return verdict(draft, pick, { reasons: withoutRepeats([...compared.reasons, ...made]), outdated }, context.overwrite);
}

function isPassedOver(cell: PlannedCell): boolean {
  return cell.why.some((reason) => reason.kind === 'muted');
}

function verdict(
  draft: Draft,
  pick: KnownTake | undefined,
  { reasons, outdated }: { reasons: PlanReason[]; outdated: readonly PlannedCell[] },
  overwrite: OverwriteRule,
): Decision {
  if (pick === undefined) return { action: 'run', why: [{ kind: 'no-take' }] };
  if (draft.isLocked) return { action: 'skip', why: [{ kind: 'locked' }] };
  if (overwrite === 'always') return { action: 'run', why: [{ kind: 'forced' }] };
  if (overwrite === 'never') return { action: 'skip', why: [{ kind: 'kept' }] };
  if (pick.recipe === null) return { action: 'skip', why: [{ kind: 'adopted-file' }] };
  if (reasons.length > 0) return { action: 'run', why: reasons };
  const above = draft.cell.stale ? outdated[0] : undefined;
  if (above !== undefined) return { action: 'skip', why: [{ kind: 'upstream-outdated', cell: above.key }] };
  return { action: 'skip', why: [{ kind: 'up-to-date' }] };
}

/**
 * Late values that takes already have become values; the failure they cause, or null. A value of a cell that will run
 * stays late.
 */
function settleLateValues(draft: Draft, changing: ReadonlySet<CellKey>, context: DecideContext): FailureData | null {
  const { cell, template } = draft;
  if (cell.late.length === 0 || template === null) return null;
  const place = { unit: cell.unit, layer: cell.layerName };
  const isSettled = (late: LateParameter): boolean =>
    Object.values(late.bindings).every(
      (each) => each.kind !== 'late' || (!changing.has(each.cell) && settledValue(each, context) !== undefined),
    );
  try {
    const settled = cell.late.filter(isSettled);
    if (settled.length === 0) return null;
    cell.parameters = withLateValues({ parameters: cell.parameters, late: settled }, (late) =>
      expandLate(late, { ...place, parameter: late.parameter }, (binding, where) => {
        const value = settledValue(binding, context);
        if (value !== null && value !== undefined) return value;
        const failure = notAvailable(binding.cell, binding.property, where);
        if (context.strict) throw failure;
        draft.warnings.push(droppedWarning(cell.key, where.parameter, where.placeholder ?? '', failure.message));
        return dropped;
      }),
    );
    cell.late = cell.late.filter((late) => !settled.includes(late));
    cell.price = priceOf(cell, template);
    validateParameters(template, cell.parameters, place, lateNames(cell));
    return null;
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    return { ...error.toJSON(), place: { ...place, ...error.place } };
  }
}

function settledValue(
  binding: { cell: CellKey; property: Parameters<typeof knownValue>[1] },
  { known }: DecideContext,
): ReturnType<typeof knownValue> {
  const pick = known.picks.get(binding.cell);
  return pick === undefined ? undefined : knownValue(pick, binding.property);
}

function withoutRepeats(reasons: readonly PlanReason[]): PlanReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
