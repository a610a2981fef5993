import { buildRecipe, contentReference, isContentReference, type Recipe } from '../artifact/index.ts';
import { canonicalJson, type CellKey, type JsonObject, type JsonValue } from '../base/index.ts';
import { dropped, type Expanded } from './expand.ts';
import { expandLate, withLateValues, type LateParameter, type LateValueOf } from './late.ts';
import type { CellInput, PlannedCell, PlanReason } from './plan.ts';

type RecipeSource = Pick<PlannedCell, 'key' | 'model' | 'templateVersion' | 'parameters' | 'inputs' | 'late'>;

/** What the inputs of a cell hold: the SHA-256 of a file, the values of takes. Null or undefined: not known yet. */
export interface InputContents {
  hashOf: (input: CellInput) => string | null;
  valueOf: LateValueOf;
  /** Content references of the files that the engine adds of its own (LoRAs), by name; absent where there are none. */
  engineFilesOf?: (cell: CellKey) => Readonly<Record<string, string>> | undefined;
}

/**
 * Recipe of a cell. Files count by content: a file parameter is `sha256:<hash>` instead of a path, and so is a `.url` inside
 * a text; a `.text` is part of the parameter as it is. Null while any content is not known. `hashOf` is asked for the
 * members of `cell.inputs` themselves, those of use `file` and `url` and the document's own files.
 */
export function recipeOf(
  cell: RecipeSource,
  fileParameters: ReadonlySet<string>,
  contents: InputContents,
): Recipe | null {
  const { parameters, unknown } = recipeParameters(cell, fileParameters, contents);
  if (unknown.length > 0) return null;
  return buildRecipe({
    model: cell.model,
    templateVersion: cell.templateVersion,
    parameters,
    files: contents.engineFilesOf?.(cell.key) ?? {},
  });
}

/** Parameters as a recipe holds them, and the names of those whose content is not known (they keep what they show). */
export function recipeParameters(
  cell: RecipeSource,
  fileParameters: ReadonlySet<string>,
  contents: InputContents,
): { parameters: JsonObject; unknown: string[] } {
  const unknown: string[] = [];
  const parameters = withLateValues(cell, (late) => {
    const value = recipeText(cell, late, contents);
    if (value === undefined) unknown.push(late.parameter);
    return value ?? null;
  });
  for (const name of fileParameters) {
    const value = parameters[name];
    if (value === undefined) continue;
    const hashes = cell.inputs.filter((input) => input.parameter === name && isFile(input)).map(contents.hashOf);
    if (hashes.includes(null)) {
      unknown.push(name);
      continue;
    }
    const references: JsonValue[] = hashes.flatMap((hash) => (hash === null ? [] : [contentReference(hash)]));
    parameters[name] = Array.isArray(value) ? references : (references[0] ?? value);
  }
  return { parameters, unknown };
}

function isFile(input: CellInput): boolean {
  return input.kind === 'file' || input.use === 'file';
}

function recipeText(cell: RecipeSource, late: LateParameter, contents: InputContents): Expanded | undefined {
  const missing: string[] = [];
  const value = expandLate(late, {}, ({ cell: key, property }) => {
    const found =
      property === 'url' ? urlContent(cell, late.parameter, key, contents) : contents.valueOf(key, property);
    if (found === undefined || found === null) missing.push(key);
    return found ?? dropped;
  });
  return missing.length === 0 ? value : undefined;
}

function urlContent(cell: RecipeSource, parameter: string, key: string, contents: InputContents): string | null {
  const isSource = (each: CellInput): boolean =>
    each.kind === 'cell' && each.use === 'url' && each.parameter === parameter && each.cell === key;
  const input = cell.inputs.find(isSource);
  const hash = input === undefined ? null : contents.hashOf(input);
  return hash === null ? null : contentReference(hash);
}

/** What differs between the recipe of a take and the present one, most telling first. */
export function compareRecipes(
  before: Omit<Recipe, 'hash'>,
  now: Omit<Recipe, 'hash'>,
  inputs: readonly CellInput[],
): PlanReason[] {
  if (before.model !== now.model) return [{ kind: 'model-changed' }];
  const names = new Set([...Object.keys(before.parameters), ...Object.keys(now.parameters)]);
  const reasons = [...names].flatMap((name) => {
    const [old, present] = [before.parameters[name], now.parameters[name]];
    return isSame(old, present) ? [] : changesOf(name, old, present, inputs);
  });
  if (!isSame(before.files ?? {}, now.files ?? {})) reasons.push({ kind: 'input-changed', parameter: 'loras' });
  if (reasons.length > 0 || before.templateVersion === now.templateVersion) return reasons;
  return [{ kind: 'template-changed' }];
}

function changesOf(
  name: string,
  old: JsonValue | undefined,
  present: JsonValue | undefined,
  inputs: readonly CellInput[],
): PlanReason[] {
  const sources = inputs.filter((input) => input.parameter === name && isFile(input));
  const [before, now] = [listOf(old), listOf(present)];
  const isContent = now.length === sources.length && before.length === now.length && before.every(isContentReference);
  if (!isContent || now.length === 0) return [{ kind: 'parameter-changed', parameter: name }];
  return sources.flatMap((input, at): PlanReason[] => {
    if (isSame(before[at], now[at])) return [];
    if (input.kind === 'cell') return [{ kind: 'upstream-changed', cell: input.cell }];
    return [{ kind: 'input-changed', parameter: name }];
  });
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
