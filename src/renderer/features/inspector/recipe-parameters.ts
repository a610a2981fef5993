import { isContentReference, type Recipe } from '../../../shared/artifact/index.ts';
import type { JsonObject, JsonValue } from '../../../shared/base/index.ts';
import type { CellOverride, MatrixCell } from '../../../shared/matrix/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

/** A parameter that two recipes hold differently; undefined where one does not have it. */
export interface ParameterDifference {
  name: string;
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

/** What two sets of parameters differ in, in the order of the first, then what only the second has. */
export function differencesOf(before: JsonObject, after: JsonObject): ParameterDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((each) => !isSame(each.before, each.after));
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the cell is being made with, beside a take: the same names, as far as they are known now. */
export interface PresentCell {
  cell: MatrixCell;
  planned: Pick<PlannedCell, 'parameters' | 'late'> | null;
  template: ModelTemplate | null;
}

/**
 * What a cell has to say for itself to be made like a take again. Files and texts of other cells stay as they are wired: a
 * recipe knows their content, not where it came from. What the column or the model says anyway is not repeated.
 */
export function overrideLike(
  recipe: Pick<Recipe, 'model' | 'parameters'>,
  { cell, planned, template }: PresentCell,
): CellOverride {
  const present: CellOverride = cell.unit.cells[cell.layer.name] ?? {};
  const old = present.parameters ?? {};
  const schemas = template === null ? {} : parameterSchemas(template);
  const late = new Set(planned?.late.map(({ parameter }) => parameter));
  const own: JsonObject = {};
  for (const [name, value] of Object.entries(recipe.parameters)) {
    const isWired = late.has(name) || holdsContent(value);
    if (isWired || isSame(planned?.parameters[name], value)) {
      if (old[name] !== undefined) own[name] = old[name];
      continue;
    }
    const otherwise = cell.layer.parameters[name] ?? schemas[name]?.default;
    if (!isSame(otherwise, value)) own[name] = value;
  }
  // The take's seed was drawn, the column's is fixed.
  if (recipe.parameters.seed === undefined && (cell.layer.parameters.seed ?? null) !== null) own.seed = null;
  const { parameters: _old, model: _model, ...rest } = present;
  return {
    ...rest,
    ...(recipe.model === cell.layer.model ? {} : { model: recipe.model }),
    ...(Object.keys(own).length === 0 ? {} : { parameters: own }),
  };
}

function holdsContent(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(holdsContent);
  return isContentReference(value);
}

const hashStart = 'sha256:'.length + 12;

/** A value as text; the hash of a file is shortened, it is there to be compared, not read. */
export function readableValue(value: JsonValue | undefined): string {
  if (value === undefined || value === '') return '–';
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.startsWith('sha256:') ? `${value.slice(0, hashStart)}…` : value;
}
