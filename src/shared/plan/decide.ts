import { LayerDependencyError, type CellKey, type FailureData } from '../base/index.ts';
import type { ModelTemplate } from '../template/index.ts';
import { compareRecipes, recipeOf } from './cell-recipe.ts';
import type { KnownState } from './known.ts';
import { orderCells } from './order.ts';
import type { CellInput, OverwriteRule, PlannedCell, PlanReason, PlanScope } from './plan.ts';
import { cellsInScope } from './scope.ts';

/** A cell with everything that does not depend on other cells' fate. */
export interface Draft {
  cell: PlannedCell;
  template: ModelTemplate | null;
  fileParameters: Set<string>;
}

/** Decides for each cell, in dependency order, whether it runs, and why. Changes the drafts' cells. */
export function decideAll(
  drafts: readonly Draft[],
  known: KnownState,
  options: { scope: PlanScope; overwrite: OverwriteRule },
): void {
  const { ordered, cycle } = orderCells(
    drafts.map((draft) => ({ ...draft, key: draft.cell.key, dependsOn: draft.cell.dependsOn })),
  );
  const scoped = cellsInScope(
    options.scope,
    drafts.map((draft) => draft.cell),
  );
  const decided = new Map<CellKey, PlannedCell>();
  for (const draft of ordered) {
    const { cell } = draft;
    if (cycle.includes(cell.key)) cell.failure ??= cycleFailure(cell, cycle);
    const pick = known.picks.get(cell.key);
    cell.pickedTake = pick?.id ?? null;
    Object.assign(cell, decide(draft, known, options.overwrite, decided, scoped));
    decided.set(cell.key, cell);
  }
}

function cycleFailure(cell: PlannedCell, cycle: readonly CellKey[]): FailureData {
  const path = cycle.join(' → ');
  return new LayerDependencyError('cycle', `These cells wait for each other: ${path}.`, {
    hint: 'Remove one of these references.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { path },
  }).toJSON();
}

interface Decision {
  action: PlannedCell['action'];
  why: PlanReason[];
}

function decide(
  draft: Draft,
  known: KnownState,
  overwrite: OverwriteRule,
  decided: ReadonlyMap<CellKey, PlannedCell>,
  scoped: ReadonlySet<CellKey>,
): Decision {
  const { cell } = draft;
  const pick = known.picks.get(cell.key);
  if (cell.failure !== null) return { action: 'blocked', why: [{ kind: 'failure' }] };
  const upstream = cell.dependsOn.flatMap((key) => decided.get(key) ?? []);
  const changing = upstream.filter((each) => each.action === 'run' && scoped.has(each.key));
  const outdated = upstream.filter((each) => each.stale);
  const hashOf = (input: CellInput): string | null => {
    if (input.kind === 'file') return known.files.get(input.path) ?? null;
    if (changing.some((each) => each.key === input.cell)) return null;
    return known.picks.get(input.cell)?.sha256 ?? null;
  };
  cell.recipe = recipeOf(cell, draft.fileParameters, hashOf);
  const reasons = staleReasons(draft, pick?.recipe ?? null, [...new Set([...changing, ...outdated])]);
  cell.stale = pick !== undefined && pick.recipe !== null && reasons.length > 0;

  const broken = upstream.find((each) => each.action === 'blocked' && each.pickedTake === null);
  if (broken !== undefined) return { action: 'blocked', why: [{ kind: 'upstream-blocked', cell: broken.key }] };
  const missing = upstream.find((each) => !scoped.has(each.key) && each.pickedTake === null);
  if (missing !== undefined && scoped.has(cell.key)) {
    cell.failure = missingTake(cell, missing);
    return { action: 'blocked', why: [{ kind: 'failure' }] };
  }
  if (overwrite === 'always') return { action: 'run', why: [{ kind: 'forced' }] };
  if (pick === undefined) return { action: 'run', why: [{ kind: 'no-take' }] };
  if (overwrite === 'never') return { action: 'skip', why: [{ kind: 'kept' }] };
  if (pick.recipe === null) return { action: 'skip', why: [{ kind: 'adopted-file' }] };
  if (reasons.length > 0) return { action: 'run', why: reasons };
  return { action: 'skip', why: [{ kind: 'up-to-date' }] };
}

function staleReasons(draft: Draft, before: PlannedCell['recipe'], upstream: readonly PlannedCell[]): PlanReason[] {
  if (before === null) return [];
  const { cell } = draft;
  const changed = upstream.map((each): PlanReason => ({ kind: 'upstream-changed', cell: each.key }));
  // With an input still unknown, compare the rest: the file parameters count as what they were.
  const comparable = cell.recipe ?? recipeOf(withOldFiles(cell, before, draft.fileParameters), new Set(), () => null);
  const own = comparable === null ? [] : compareRecipes(before, comparable, cell.inputs);
  const all = [...own, ...changed];
  return all.filter((reason, at) => all.findIndex((each) => JSON.stringify(each) === JSON.stringify(reason)) === at);
}

function withOldFiles(
  cell: PlannedCell,
  before: NonNullable<PlannedCell['recipe']>,
  fileParameters: ReadonlySet<string>,
): PlannedCell {
  const old = Object.entries(before.parameters).filter(([name]) => fileParameters.has(name));
  return { ...cell, parameters: { ...cell.parameters, ...Object.fromEntries(old) } };
}

function missingTake(cell: PlannedCell, upstream: PlannedCell): FailureData {
  return new LayerDependencyError('missing-take', `${cell.key} needs ${upstream.key}, which has no take yet.`, {
    hint: `Run ${upstream.key} first, or run everything up to this cell.`,
    place: { unit: cell.unit, layer: cell.layerName },
    values: { cell: upstream.key },
  }).toJSON();
}
