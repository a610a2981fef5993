import { isRehearsal, type Recipe } from '../artifact/index.ts';
import type { CellKey, JsonObject } from '../base/index.ts';
import { compareRecipes, recipeOf, recipeParameters, type InputContents } from './cell-recipe.ts';
import { comparableVersion, type Draft } from './draft.ts';
import { knownValue, type KnownState } from './known.ts';
import type { PlannedCell, PlanReason } from './plan.ts';

/** What the inputs of cells hold as things are; `isChanging` cells are about to be made anew, so nothing is known of them. */
export function contentsOf(known: KnownState, isChanging: (cell: CellKey) => boolean): InputContents {
  return {
    hashOf(input) {
      if (input.kind === 'file') return known.files.get(input.path) ?? null;
      return isChanging(input.cell) ? null : (known.picks.get(input.cell)?.sha256 ?? null);
    },
    valueOf(cell, property) {
      const pick = isChanging(cell) ? undefined : known.picks.get(cell);
      return pick === undefined ? undefined : knownValue(pick, property);
    },
    engineFilesOf: (cell) => (known.engineFiles === undefined ? undefined : (known.engineFiles.get(cell) ?? {})),
  };
}

/** Cells whose content counts for this one; a path inside a text does not. */
export function feedingCells(cell: PlannedCell): Set<CellKey> {
  return new Set(cell.inputs.flatMap((input) => (input.kind === 'cell' && input.use !== 'order' ? [input.cell] : [])));
}

/** The cell's recipe with these contents, and how it differs from that of the picked take; what is not known counts as it was. */
export function compareWithTake(
  draft: Draft,
  before: Recipe | null,
  contents: InputContents,
): { recipe: Recipe | null; reasons: PlanReason[] } {
  const { cell, fileParameters } = draft;
  if (before === null) return { recipe: recipeOf(cell, fileParameters, contents), reasons: [] };
  const { parameters, unknown } = recipeParameters(cell, fileParameters, contents);
  const recipe = unknown.length > 0 ? null : recipeOf(cell, fileParameters, contents);
  const templateVersion = comparableVersion(draft, before);
  if (isRehearsal(before) && !isRehearsal({ templateVersion })) {
    return { recipe, reasons: [{ kind: 'rehearsed' }] };
  }
  const files = contents.engineFilesOf?.(cell.key) ?? before.files;
  const now = {
    model: cell.model,
    templateVersion,
    parameters: withOld(parameters, unknown, before.parameters),
    ...(files === undefined ? {} : { files }),
  };
  return { recipe, reasons: compareRecipes(before, now, cell.inputs) };
}

function withOld(parameters: JsonObject, unknown: readonly string[], before: JsonObject): JsonObject {
  const old = unknown
    .filter((name) => Object.hasOwn(before, name))
    .map((name) => [name, before[name] ?? null] as const);
  return { ...parameters, ...Object.fromEntries(old) };
}

/**
 * Marks the cells whose take is out of date, dependencies first: the recipe differs with what the takes above hold now, or
 * a cell above is stale itself. A locked or muted cell keeps its take, so nothing below waits for a new one.
 */
export function markStale(ordered: readonly Draft[], known: KnownState): void {
  const contents = contentsOf(known, () => false);
  const outdated = new Set<CellKey>();
  for (const draft of ordered) {
    const { cell } = draft;
    const made = known.picks.get(cell.key)?.recipe ?? null;
    if (cell.failure !== null || made === null) continue;
    const { reasons } = compareWithTake(draft, made, contents);
    const feeding = [...feedingCells(cell)];
    cell.stale = reasons.length > 0 || feeding.some((key) => outdated.has(key));
    if (cell.stale && !draft.isLocked && !draft.isMuted) outdated.add(cell.key);
  }
}
