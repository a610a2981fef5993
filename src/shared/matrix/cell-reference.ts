import { cellKeyOf, PlaceholderSyntaxError, type CellKey, type JsonValue } from '../base/index.ts';
import type { MatrixCell } from './cells.ts';
import type { MatrixDocument } from './document.ts';
import { targetOf, type CellProperty, type PlaceholderTarget } from './placeholder.ts';

import { scanPlaceholders } from './scan-placeholders.ts';

/** The placeholder by which one cell reads another: by name, and as near as can be said from where the reader stands. */
export function referenceText(
  reader: Pick<MatrixCell, 'unitIndex'>,
  source: Pick<MatrixCell, 'unitIndex' | 'unit' | 'layer'>,
  property: CellProperty,
): string {
  const away = source.unitIndex - reader.unitIndex;
  const root = away === 0 ? '' : away === -1 ? 'prev_unit.' : away === 1 ? 'next_unit.' : `units.${source.unit.id}.`;
  return `{{${root}layers.${source.layer.name}.${property}}}`;
}

/** The cell a placeholder of `reader` names; null where it names none. */
export function referencedKey(
  matrix: Pick<MatrixDocument, 'layers' | 'units'>,
  reader: Pick<MatrixCell, 'unitIndex'>,
  target: PlaceholderTarget,
): CellKey | null {
  if (target.kind !== 'cell') return null;
  const { unit, layer } = target;
  const found = typeof layer === 'number' ? matrix.layers[layer] : matrix.layers.find(({ name }) => name === layer);
  const away = unit.kind === 'previous' ? -1 : unit.kind === 'next' ? 1 : 0;
  const row =
    unit.kind === 'unit' ? matrix.units.find(({ id }) => id === unit.id) : matrix.units[reader.unitIndex + away];
  return found === undefined || row === undefined ? null : cellKeyOf(row.id, found.name);
}

/** Whether a placeholder is one of those that are meant. */
export type IsMeant = (target: PlaceholderTarget) => boolean;

/** Whether any string of a value holds a placeholder that is meant. */
export function hasReference(value: JsonValue | undefined, isMeant: IsMeant): boolean {
  if (typeof value === 'string') return pieces(value, isMeant).some(({ isMeant: found }) => found);
  if (Array.isArray(value)) return value.some((each) => hasReference(each, isMeant));
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some((each) => hasReference(each, isMeant));
}

/**
 * A value without the placeholders that are meant; all else stays to the letter. One that is nothing but such a
 * placeholder leaves its list or object, or is undefined.
 */
export function withoutReferences(value: JsonValue, isMeant: IsMeant): JsonValue | undefined {
  if (!hasReference(value, isMeant)) return value;
  if (typeof value === 'string') return textWithout(value, isMeant);
  if (Array.isArray(value)) {
    return value.flatMap((each): JsonValue[] => {
      const kept = withoutReferences(each, isMeant);
      return kept === undefined ? [] : [kept];
    });
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]): [string, JsonValue][] => {
      const kept = withoutReferences(each, isMeant);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

/** A text with a placeholder after it; {@link withoutReferences} gives the text back. */
export function withReference(text: string, placeholder: string): string {
  if (text === '') return placeholder;
  return text.endsWith('\n') ? `${text}${placeholder}` : `${text} ${placeholder}`;
}

interface Piece {
  text: string;
  isMeant: boolean;
}

function pieces(text: string, isMeant: IsMeant): Piece[] {
  if (!text.includes('{{')) return [{ text, isMeant: false }];
  return [...scanPlaceholders(text)].map((token) => ({
    text: text.slice(token.start, token.end),
    isMeant: token.kind === 'placeholder' && isMeantAt(text, token, isMeant),
  }));
}

function isMeantAt(text: string, token: { start: number; end: number }, isMeant: IsMeant): boolean {
  try {
    return isMeant(targetOf(text, token));
  } catch (error) {
    // What is no valid placeholder names nothing; the plan tells the user.
    if (error instanceof PlaceholderSyntaxError) return false;
    throw error;
  }
}

/** Cuts placeholders out, each with the space that parted it from the text before; undefined where nothing else was there. */
function textWithout(text: string, isMeant: IsMeant): string | undefined {
  const all = pieces(text, isMeant);
  if (all.every((piece) => piece.isMeant)) return undefined;
  let left = '';
  all.forEach((piece, index) => {
    if (!piece.isMeant) {
      left += joint(left, piece.text) + piece.text;
      return;
    }
    const next = all[index + 1];
    const isParted = next === undefined || next.isMeant || /^\s/.test(next.text);
    if (isParted && left.endsWith(' ')) left = left.slice(0, -1);
  });
  // Braces that nothing closes take in what now follows them, and may leave a reference that was none before.
  return hasReference(left, isMeant) ? textWithout(left, isMeant) : left;
}

/** Braces that a placeholder kept apart must not become a new one, and a backslash must not escape the next one. */
function joint(left: string, right: string): string {
  const isNew = left.endsWith('{') && right.startsWith('{');
  const isEscaped = left.endsWith('\\') && right.startsWith('{{');
  return isNew || isEscaped ? ' ' : '';
}
