import { buildRecipe, type Recipe } from '../artifact/index.ts';
import type { JsonObject, JsonValue } from '../base/index.ts';
import type { CellInput, PlannedCell, PlanReason } from './plan.ts';

type RecipeSource = Pick<PlannedCell, 'model' | 'templateVersion' | 'parameters' | 'inputs'>;

/**
 * Recipe of a cell, its file parameters replaced by the content hash of what they name. `hashOf` answers null for content
 * that is not known yet; then there is no recipe yet either.
 */
export function recipeOf(
  cell: RecipeSource,
  fileParameters: ReadonlySet<string>,
  hashOf: (input: CellInput) => string | null,
): Recipe | null {
  const parameters: JsonObject = { ...cell.parameters };
  for (const name of fileParameters) {
    const value = parameters[name];
    if (value === undefined) continue;
    const hashes = cell.inputs.filter((input) => input.parameter === name).map(hashOf);
    const known = hashes.filter((hash) => hash !== null);
    if (known.length !== hashes.length) return null;
    const references: JsonValue[] = known.map((hash) => `sha256:${hash}`);
    parameters[name] = Array.isArray(value) ? references : (references[0] ?? value);
  }
  return buildRecipe({ model: cell.model, templateVersion: cell.templateVersion, parameters });
}

/** What differs between the recipe of a take and the present one, most telling first. */
export function compareRecipes(before: Recipe, now: Recipe, inputs: readonly CellInput[]): PlanReason[] {
  if (before.hash === now.hash) return [];
  if (before.model !== now.model) return [{ kind: 'model-changed' }];
  const names = new Set([...Object.keys(before.parameters), ...Object.keys(now.parameters)]);
  const reasons = [...names]
    .filter((name) => JSON.stringify(before.parameters[name]) !== JSON.stringify(now.parameters[name]))
    .flatMap((name): PlanReason[] => {
      const sources = inputs.filter((input) => input.parameter === name);
      const isFile = JSON.stringify(now.parameters[name] ?? null).includes('"sha256:');
      if (!isFile || sources.length === 0) return [{ kind: 'parameter-changed', parameter: name }];
      return sources.map((input) =>
        input.kind === 'cell'
          ? { kind: 'upstream-changed', cell: input.cell }
          : { kind: 'input-changed', parameter: name },
      );
    });
  return reasons.length > 0 ? reasons : [{ kind: 'template-changed' }];
}
