import { MatrixFormatError, type FailurePlace } from '../base/index.ts';
import { maxCells, maxDepth, maxDocumentBytes } from './limits.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;

interface TextShape {
  /** Deepest nesting of brackets outside strings. */
  deepest: number;
  /** Elements of the arrays that are values of the root's keys, by key as written. */
  elements: ReadonlyMap<string, number>;
}

/**
 * Refuses a text that is too large, too deep or has too many cells, before a parser spends memory or stack on it: one
 * pass over the characters. Throws MatrixFormatError.
 */
export function checkTextLimits(text: string, file: string): void {
  if (isLongerThan(text, maxDocumentBytes))
    throw tooLarge(`it is larger than ${megabytes(maxDocumentBytes)} MB`, { file });
  const { deepest, elements } = shapeOf(text);
  if (deepest > maxDepth + 1) throw tooDeep({ file });
  checkCellCount(cellsOf(elements), { file });
}

/** Throws MatrixFormatError for more cells than a document may have. */
export function checkCellCount(cells: number, place: FailurePlace): void {
  if (cells <= maxCells) return;
  throw tooLarge(`it has ${cells} cells, ${maxCells} are allowed`, place);
}

/** The failure of values that are nested too deeply. */
export function tooDeep(place: FailurePlace): Error {
  return tooLarge(`its values are nested deeper than ${maxDepth} levels`, place);
}

function tooLarge(reason: string, place: FailurePlace): Error {
  return new MatrixFormatError('too-large', `The document is too large: ${reason}.`, {
    hint: 'Split it into several documents, or flatten its values. The file was not changed.',
    place,
    values: { reason },
  });
}

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024;
}

function isLongerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  if (text.length * 3 <= bytes) return false;
  let size = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // A half of a surrogate pair stands for two of the pair's four bytes.
    size += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return size > bytes;
}

/** Cells of the native form, or else of the plain form, where each key of the root is a unit. */
function cellsOf(elements: ReadonlyMap<string, number>): number {
  const layers = elements.get('"layers"');
  const units = elements.get('"units"');
  if (layers !== undefined && units !== undefined) return layers * units;
  return elements.size * Math.max(0, ...[...new Set(elements.values())]);
}

function shapeOf(text: string): TextShape {
  const elements = new Map<string, number>();
  let depth = 0;
  let deepest = 0;
  let lastString = '';
  let key = '';
  let isEmpty = true;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      const end = endOfString(text, index);
      if (depth === 1) lastString = text.slice(index, end + 1);
      index = end;
      isEmpty = false;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
      if (depth === 2 && code === 0x5b) elements.set(key, 1);
      isEmpty = true;
    } else if (code === 0x5d || code === 0x7d) {
      if (depth === 2 && code === 0x5d && isEmpty) elements.set(key, 0);
      depth -= 1;
      isEmpty = false;
    } else if (depth === 1 && code === colon) key = lastString;
    else if (depth === 2 && code === comma && elements.has(key)) elements.set(key, (elements.get(key) ?? 0) + 1);
    else if (code > 0x20) isEmpty = false;
  }
  return { deepest, elements };
}

/** Offset of the closing quote, or of the text's end. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) return index;
    if (code === backslash) index += 1;
  }
  return text.length;
}
