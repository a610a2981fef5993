import type { JsonObject, JsonValue } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';
import type { PlaceholderTarget } from './placeholder.ts';
import { mapParameterStrings, rewritePlaceholders, withLayer } from './rewrite-placeholders.ts';
import { scanPlaceholders } from './scan-placeholders.ts';

type CellTarget = Extract<PlaceholderTarget, { kind: 'cell' }>;

/** In the place of a value that was nothing but a dropped reference. */
export const unlinked = Symbol('unlinked');

/** New text of a reference to a cell; null leaves it, `unlinked` drops it. */
export type Relink = (target: CellTarget, source: string) => string | null | typeof unlinked;

/**
 * Changes the references of a value. A dropped one that is the whole string takes its place in a list or an object with
 * it; inside a text nothing stands in its place.
 */
export function relinkValue(value: JsonValue, relink: Relink): JsonValue | typeof unlinked {
  if (typeof value === 'string') return relinkText(value, relink);
  if (Array.isArray(value)) return value.map((each) => relinkValue(each, relink)).filter(isLinked);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, each]): [string, JsonValue][] => {
    const kept = relinkValue(each, relink);
    return isLinked(kept) ? [[key, kept]] : [];
  });
  return Object.fromEntries(entries);
}

export function isLinked(value: JsonValue | typeof unlinked): value is JsonValue {
  return value !== unlinked;
}

function relinkText(text: string, relink: Relink): string | typeof unlinked {
  const dropped: string[] = [];
  const changed = rewritePlaceholders(text, (target, source) => {
    if (target.kind !== 'cell') return null;
    const result = relink(target, source);
    if (result !== unlinked) return result;
    dropped.push(source);
    return '';
  });
  return dropped.length > 0 && changed === '' && isOnePlaceholder(text) ? unlinked : changed;
}

function isOnePlaceholder(text: string): boolean {
  const tokens = [...scanPlaceholders(text)];
  return tokens.length === 1 && tokens[0]?.kind === 'placeholder';
}

/** A reference to a cell of a unit, by its id. */
export function unitReference(unit: string, layer: string, property: string): string {
  return `{{units.${unit}.layers.${layer}.${property}}}`;
}

/** Parameters with references to layers by name, so that they mean the same in another document. */
export function nameLayers(parameters: JsonObject, matrix: MatrixDocument): JsonObject {
  return mapParameterStrings(parameters, (text) =>
    rewritePlaceholders(text, (target, source) => {
      if (target.kind !== 'cell' || typeof target.layer !== 'number') return null;
      const layer = matrix.layers[target.layer];
      return layer === undefined ? null : withLayer(source, layer.name);
    }),
  );
}

/** Everything that a value's placeholders name; what is no valid placeholder names nothing. */
export function targetsIn(value: JsonValue): PlaceholderTarget[] {
  const targets: PlaceholderTarget[] = [];
  collect(value, targets);
  return targets;
}

function collect(value: JsonValue, targets: PlaceholderTarget[]): void {
  if (typeof value === 'string') {
    rewritePlaceholders(value, (target) => {
      targets.push(target);
      return null;
    });
  } else if (value !== null && typeof value === 'object') {
    for (const each of Object.values(value)) collect(each, targets);
  }
}
