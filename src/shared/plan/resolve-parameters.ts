import type { JsonObject, JsonValue } from '../base/index.ts';
import { LayerDependencyError, type CellKey, type FailurePlace } from '../base/index.ts';
import { parsePlaceholders, type MatrixCell, type MatrixDocument, type PlaceholderTarget } from '../matrix/index.ts';
import type { CellInput } from './plan.ts';
import { missingReference, referencedCell, type CellIndex } from './references.ts';
import type { KnownState } from './known.ts';

export interface ResolveContext {
  matrix: MatrixDocument;
  cells: CellIndex;
  /** Conventional path of a cell, relative to the document's folder. */
  pathOf: (cell: MatrixCell) => string;
  known: KnownState;
  strict: boolean;
}

export interface ResolvedParameters {
  parameters: JsonObject;
  inputs: CellInput[];
  warnings: string[];
}

const dropped = Symbol('dropped');
type Resolved = JsonValue | typeof dropped;

/**
 * Resolves the placeholders of a cell's parameters in one pass (SPEC §3). A parameter that is exactly one placeholder
 * keeps the value's type. Throws LayerDependencyError or PlaceholderSyntaxError naming cell, parameter and placeholder.
 */
export function resolveParameters(cell: MatrixCell, context: ResolveContext): ResolvedParameters {
  const inputs: CellInput[] = [];
  const warnings: string[] = [];

  function resolveString(text: string, parameter: string): Resolved {
    const place = { unit: cell.unit.id, layer: cell.layer.name, parameter };
    const parts = parsePlaceholders(text, place);
    const only = parts[0];
    if (parts.length === 1 && only?.kind === 'placeholder') {
      return attempt(only.source, only.target, parameter, place, dropped);
    }
    return parts
      .map((part) => {
        if (part.kind === 'literal') return part.text;
        const value = attempt(part.source, part.target, parameter, place, '');
        return typeof value === 'string' ? value : typeof value === 'symbol' ? '' : JSON.stringify(value);
      })
      .join('');
  }

  function attempt(
    source: string,
    target: PlaceholderTarget,
    parameter: string,
    place: FailurePlace,
    fallback: Resolved,
  ): Resolved {
    try {
      return resolveTarget(target, parameter, { ...place, placeholder: source });
    } catch (error) {
      if (context.strict || !(error instanceof LayerDependencyError)) throw error;
      warnings.push(`${cell.key} ${parameter}: ${error.message}`);
      return fallback;
    }
  }

  function resolveTarget(target: PlaceholderTarget, parameter: string, place: FailurePlace): JsonValue {
    switch (target.kind) {
      case 'document-variable':
        return context.matrix.vars?.[target.name] ?? missingReference('unknown-variable', target.name, place);
      case 'unit-variable':
        return cell.unit.vars[target.name] ?? missingReference('unknown-variable', target.name, place);
      case 'unit-property':
        if (target.name === 'index') return cell.unitIndex;
        return target.name === 'id' ? cell.unit.id : (cell.unit.title ?? '');
      case 'cell': {
        const upstream = referencedCell(cell, target, context.cells, place);
        inputs.push({ kind: 'cell', parameter, cell: upstream.key });
        return cellValue(target.property, upstream, context, place);
      }
    }
  }

  function walk(value: JsonValue, parameter: string): Resolved {
    if (typeof value === 'string') return resolveString(value, parameter);
    if (Array.isArray(value)) return value.map((each) => walk(each, parameter)).filter(isKept);
    if (value !== null && typeof value === 'object') return walkObject(value, (key) => `${parameter}.${key}`);
    return value;
  }

  function walkObject(object: JsonObject, nameOf: (key: string) => string): JsonObject {
    const entries = Object.entries(object).map(([key, value]) => [key, walk(value, nameOf(key))] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => isKept(entry[1])));
  }

  return { parameters: walkObject(cell.parameters, (key) => key), inputs, warnings };
}

function isKept(value: Resolved): value is JsonValue {
  return value !== dropped;
}

/** Value of a cell property. What exists only after a run is taken from the picked take. */
function cellValue(
  property: Extract<PlaceholderTarget, { kind: 'cell' }>['property'],
  upstream: MatrixCell,
  context: ResolveContext,
  place: FailurePlace,
): JsonValue {
  if (property === 'path') return context.pathOf(upstream);
  const pick = context.known.picks.get(upstream.key);
  const value =
    property === 'seed' ? pick?.seed : property === 'width' ? pick?.width : property === 'height' ? pick?.height : null;
  if (value !== null && value !== undefined) return property === 'seed' ? toSeed(String(value)) : value;
  throw new LayerDependencyError('not-available', `${upstream.key} has no ${property} yet.`, {
    hint: `Run ${upstream.key} first.`,
    place,
    values: { cell: upstream.key, property },
  });
}

/** Seeds beyond 2^53 stay strings: as numbers they would change. */
function toSeed(text: string): JsonValue {
  const seed = Number(text);
  return Number.isSafeInteger(seed) ? seed : text;
}

/** Cells that a cell's references name, without repeats. */
export function dependenciesOf(inputs: readonly CellInput[]): CellKey[] {
  return [...new Set(inputs.flatMap((input) => (input.kind === 'cell' ? [input.cell] : [])))];
}
