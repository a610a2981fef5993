import { MatrixFormatError, type FailurePlace } from '../base/index.ts';
import { maxDepth, reservedKeys } from './limits.ts';
import { tooDeep } from './scan-text.ts';
import { isSafeNumber, unsafeNumber } from './syntax-tree.ts';

/** Levels of the document above a parameter of a cell. */
const levelsAbove = 8;

/**
 * Refuses an edit with a value that a saved document could not be opened with again: reserved keys and names, numbers
 * that change, halves of surrogate pairs, values that are too deep. Throws MatrixFormatError.
 */
export function checkEditValues(edit: object): void {
  checkValue(edit, 0, {});
}

function checkValue(value: unknown, depth: number, place: FailurePlace): void {
  if (depth > maxDepth - levelsAbove) throw tooDeep(place);
  if (typeof value === 'number' && !isSafeNumber(value)) throw unsafeNumber(String(value), place);
  if (typeof value === 'string' && !value.isWellFormed()) throw brokenText(place);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    // The names of parameters arrive as values.
    const name: unknown = key === 'parameter' ? each : key;
    if (typeof name === 'string' && reservedKeys.has(name)) throw reservedName(name, place);
    if (!key.isWellFormed()) throw brokenText(place);
    checkValue(each, depth + 1, place);
  }
}

function reservedName(name: string, place: FailurePlace): Error {
  return new MatrixFormatError('reserved-name', `The key "${name}" is not allowed.`, {
    hint: 'Choose another name.',
    place,
    values: { name },
  });
}

function brokenText(place: FailurePlace): Error {
  return new MatrixFormatError('not-utf8', 'The text holds half of a character and cannot be saved as UTF-8.', {
    hint: 'Paste it again, whole.',
    place,
  });
}
