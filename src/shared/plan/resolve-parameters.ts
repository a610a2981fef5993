import {
  LayerDependencyError,
  type CellKey,
  type FailurePlace,
  type JsonObject,
  type JsonValue,
} from '../base/index.ts';
import type { MatrixCell, MatrixDocument, PlaceholderTarget } from '../matrix/index.ts';
import { pathInText, type PathOf } from './conventional-path.ts';
import { dropped, expandValue, isKept, type Expanded, type Occurrence, type ParseText } from './expand.ts';
import type { LateBinding, LateParameter, LateProperty } from './late.ts';
import type { CellInput } from './plan.ts';
import { missingReference, referencedCell, variableValue, type CellIndex } from './references.ts';

export interface ResolveContext {
  matrix: MatrixDocument;
  cells: CellIndex;
  pathOf: PathOf;
  parse: ParseText;
  strict: boolean;
}

export interface ResolvedParameters {
  /** Late values stand as their placeholders. */
  parameters: JsonObject;
  inputs: CellInput[];
  late: LateParameter[];
  warnings: string[];
}

/**
 * Resolves the placeholders of a cell's parameters in one pass (SPEC §3), as far as they can be before anything runs.
 * Throws LayerDependencyError or PlaceholderSyntaxError naming cell, parameter and placeholder.
 *
 * A path or URL that is the whole value of a file parameter makes that cell's file an input. A path inside a text is only
 * text: it puts the cells in order, but the file it names is no input of this one, so new content there does not make this
 * cell stale (SPEC §4 counts the resolved text and the content of input files).
 */
export function resolveParameters(
  cell: MatrixCell,
  fileParameters: ReadonlySet<string>,
  context: ResolveContext,
): ResolvedParameters {
  const resolved: ResolvedParameters = { parameters: {}, inputs: [], late: [], warnings: [] };
  for (const [name, source] of Object.entries(cell.parameters)) {
    // A seed of null is none: by it a cell lets the model draw one for each take where its column fixes one.
    if (name === 'seed' && source === null) continue;
    const parameter = { cell, name, context, resolved };
    const value = fileParameters.has(name) ? resolveFiles(source, parameter) : resolveValue(source, parameter);
    if (isKept(value)) resolved.parameters[name] = value;
  }
  return resolved;
}

interface Parameter {
  cell: MatrixCell;
  name: string;
  context: ResolveContext;
  resolved: ResolvedParameters;
}

function placeOf({ cell, name }: Parameter): FailurePlace {
  return { unit: cell.unit.id, layer: cell.layer.name, parameter: name };
}

/** A parameter that takes no file. */
function resolveValue(source: JsonValue, parameter: Parameter): Expanded {
  const { context, resolved, name } = parameter;
  const bindings: Record<string, LateBinding> = {};
  const value = expandValue(
    source,
    placeOf(parameter),
    (occurrence) => {
      const binding = attempt(occurrence, parameter, () => bind(occurrence, parameter));
      bindings[occurrence.source] = binding;
      if (binding.kind === 'dropped') return dropped;
      if (binding.kind === 'value') return binding.value;
      return occurrence.source;
    },
    context.parse,
  );
  if (Object.values(bindings).some((each) => each.kind === 'late'))
    resolved.late.push({ parameter: name, source, bindings });
  return value;
}

function bind({ target, place }: Occurrence, parameter: Parameter): LateBinding {
  const { context, resolved, name } = parameter;
  if (target.kind !== 'cell') return { kind: 'value', value: variable(target, parameter, place) };
  const upstream = referencedCell(parameter.cell, target, context.cells, place);
  const { property } = target;
  const placeholder = place.placeholder ?? '';
  if (property === 'path') {
    addReference(resolved.inputs, { kind: 'cell', parameter: name, cell: upstream.key, use: 'order', placeholder });
    return { kind: 'value', value: pathInText(context.pathOf(upstream)) };
  }
  checkProperty(upstream, property, place);
  const use = property === 'url' ? 'url' : 'value';
  addReference(resolved.inputs, { kind: 'cell', parameter: name, cell: upstream.key, use, placeholder });
  return { kind: 'late', cell: upstream.key, property };
}

/** Adds a reference inside a text, once. Files stand as often as they are used, because a recipe holds each. */
function addReference(inputs: CellInput[], reference: Extract<CellInput, { kind: 'cell' }>): void {
  const { parameter, cell, use } = reference;
  const isThere = inputs.some(
    (each) => each.kind === 'cell' && each.parameter === parameter && each.cell === cell && each.use === use,
  );
  if (!isThere) inputs.push(reference);
}

/** A file parameter: one file, or a list of them. */
function resolveFiles(source: JsonValue, parameter: Parameter): Expanded {
  if (!Array.isArray(source)) return resolveFile(source, parameter);
  return source.map((each) => resolveFile(each, parameter)).filter(isKept);
}

function resolveFile(source: JsonValue, parameter: Parameter): Expanded {
  const { context, resolved, name } = parameter;
  const known = resolved.inputs.length;
  const value = expandValue(
    source,
    placeOf(parameter),
    (occurrence) => {
      const { target, isWhole, place } = occurrence;
      const binding = attempt(occurrence, parameter, (): LateBinding => {
        if (target.kind !== 'cell') return { kind: 'value', value: variable(target, parameter, place) };
        const upstream = referencedCell(parameter.cell, target, context.cells, place);
        if (target.property !== 'path' && target.property !== 'url') throw noFile(target.property, place);
        const use = isWhole ? 'file' : 'order';
        const placeholder = place.placeholder ?? '';
        resolved.inputs.push({ kind: 'cell', parameter: name, cell: upstream.key, use, placeholder });
        return { kind: 'value', value: context.pathOf(upstream) };
      });
      return binding.kind === 'value' ? binding.value : dropped;
    },
    context.parse,
  );
  // An emptied field: a cell says so that it takes no file where its column names one.
  if (value === '') return dropped;
  const isCellFile = resolved.inputs.slice(known).some((input) => input.kind === 'cell' && input.use === 'file');
  if (typeof value === 'string' && !isCellFile) {
    resolved.inputs.push({ kind: 'file', parameter: name, path: value });
  }
  return value;
}

/** In a document that is not strict, what cannot be resolved is left out with a warning. */
function attempt({ source, place }: Occurrence, parameter: Parameter, resolve: () => LateBinding): LateBinding {
  try {
    return resolve();
  } catch (error) {
    if (parameter.context.strict || !(error instanceof LayerDependencyError)) throw error;
    parameter.resolved.warnings.push(droppedWarning(parameter.cell.key, place.parameter, source, error.message));
    return { kind: 'dropped' };
  }
}

/** The warning about a placeholder that was left out. */
export function droppedWarning(
  cell: CellKey,
  parameter: string | undefined,
  placeholder: string,
  reason: string,
): string {
  return `${cell} ${parameter ?? ''}: ${placeholder} is left out. ${reason}`;
}

function variable(
  target: Exclude<PlaceholderTarget, { kind: 'cell' }>,
  { cell, context }: Parameter,
  place: FailurePlace,
): JsonValue {
  const value = variableValue(target, cell, context.matrix);
  if (value !== undefined) return value;
  const variables = target.kind === 'unit-variable' ? cell.unit.vars : (context.matrix.vars ?? {});
  return missingReference('unknown-variable', target.name, place, Object.keys(variables));
}

const madeBy: Partial<Record<LateProperty, readonly string[]>> = {
  text: ['text'],
  width: ['image', 'video'],
  height: ['image', 'video'],
  duration: ['audio', 'video'],
};

function checkProperty(upstream: MatrixCell, property: LateProperty, place: FailurePlace): void {
  if (madeBy[property]?.includes(upstream.assetType) ?? true) return;
  throw new LayerDependencyError(
    'wrong-asset-type',
    `${upstream.key} is ${upstream.assetType}, which has no ${property}.`,
    {
      hint: `Reference a cell of type ${(madeBy[property] ?? []).join(' or ')}.`,
      place,
      values: { cell: upstream.key, assetType: upstream.assetType },
    },
  );
}

function noFile(property: LateProperty, place: FailurePlace): Error {
  return new LayerDependencyError('wrong-asset-type', `This parameter takes a file, and .${property} is none.`, {
    hint: 'Use .path of a cell that makes such a file.',
    place,
    values: { assetType: property },
  });
}

/** Cells that a cell's references name, without repeats. */
export function dependenciesOf(inputs: readonly CellInput[]): CellKey[] {
  return [...new Set(inputs.flatMap((input) => (input.kind === 'cell' ? [input.cell] : [])))];
}
