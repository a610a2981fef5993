import { parseTree, type Node, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { MatrixFormatError, type FailurePlace } from '../base/index.ts';
import { describeJsonProblem } from './json-problems.ts';
import { maxDepth, reservedKeys } from './limits.ts';
import { tooDeep } from './scan-text.ts';

/** A text and its syntax tree: it still knows places, the order of keys and the digits of numbers. */
export interface SourceTree {
  text: string;
  file: string;
  root: Node;
}

/**
 * Parses JSON and refuses what a plain object would hide: duplicate and reserved keys, depth, numbers that lose digits,
 * halves of surrogate pairs. Throws MatrixFormatError naming line and column (from 1).
 */
export function readTree(text: string, file: string): SourceTree {
  if (text.includes('\0')) throw notText(placeAt(text, text.indexOf('\0'), file));
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const first = errors[0];
  if (first !== undefined || root === undefined) {
    const place = placeAt(text, first?.offset ?? 0, file);
    const problem = first === undefined ? 'EmptyFile' : printParseErrorCode(first.error);
    const reason = describeJsonProblem(problem);
    throw new MatrixFormatError('not-json', `This is not valid JSON: ${reason} at ${lineAndColumn(place)}.`, {
      hint: 'Mend that line in a text editor, then open the document again. The file was not changed.',
      place,
      values: { problem, reason, line: place.line ?? 1, column: place.column ?? 1 },
    });
  }
  const source = { text, file, root };
  checkNode(source, root, 0);
  return source;
}

/** Place of the node at a path, or of its nearest existing ancestor. */
export function placeOf(source: SourceTree, path: readonly PropertyKey[]): FailurePlace {
  return placeAt(source.text, nodeAt(source.root, path).offset, source.file);
}

/** Line and column in words. */
export function lineAndColumn(place: FailurePlace): string {
  return `line ${place.line ?? 1}, column ${place.column ?? 1}`;
}

/** Keys and values of an object in the order of the text, also for keys that look like integers. */
export function entriesOf(node: Node): [key: string, value: Node][] {
  return (node.children ?? []).flatMap((property): [string, Node][] => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), value]];
  });
}

/** Plain value of a node. */
export function valueOfNode(node: Node): unknown {
  switch (node.type) {
    case 'array':
      return (node.children ?? []).map(valueOfNode);
    case 'object':
      return Object.fromEntries(entriesOf(node).map(([key, value]) => [key, valueOfNode(value)]));
    default:
      return node.value as unknown;
  }
}

function checkNode(source: SourceTree, node: Node, depth: number): void {
  if (depth > maxDepth) throw tooDeep(placeOfNode(source, node));
  if (node.type === 'object') checkKeys(source, node);
  if (node.type === 'number') checkNumber(source, node);
  if (node.type === 'string' && !String(node.value).isWellFormed()) throw notText(placeOfNode(source, node));
  for (const child of node.children ?? []) checkNode(source, child, depth + (node.type === 'property' ? 0 : 1));
}

function checkKeys(source: SourceTree, node: Node): void {
  const seen = new Map<string, Node>();
  for (const property of node.children ?? []) {
    const keyNode = property.children?.[0];
    if (keyNode === undefined) continue;
    const key = String(keyNode.value);
    if (reservedKeys.has(key)) {
      const place = placeOfNode(source, keyNode);
      throw new MatrixFormatError('reserved-name', `The key "${key}" is not allowed (${lineAndColumn(place)}).`, {
        hint: 'Rename it.',
        place,
        values: { name: key },
      });
    }
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const place = placeOfNode(source, keyNode);
      const first = lineAndColumn(placeOfNode(source, earlier));
      throw new MatrixFormatError('duplicate-key', `"${key}" stands twice: ${first} and ${lineAndColumn(place)}.`, {
        hint: 'Remove one of the two.',
        place,
        values: { name: key, first, second: lineAndColumn(place) },
      });
    }
    seen.set(key, keyNode);
  }
}

/** The text counts: once it is a JavaScript number, the digits are gone. */
function checkNumber(source: SourceTree, node: Node): void {
  const number = source.text.slice(node.offset, node.offset + node.length);
  if (isSafeNumber(Number(number))) return;
  const place = placeOfNode(source, node);
  throw unsafeNumber(number, place);
}

/** Whether a number survives being written and read: finite, no negative zero, at most 2^53-1 in size. */
export function isSafeNumber(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0);
}

/** The failure of a number that cannot be kept as one. */
export function unsafeNumber(number: string, place: FailurePlace): Error {
  const shown = number.slice(0, 60);
  return new MatrixFormatError('unsafe-number', `The number ${shown} would change (${lineAndColumn(place)}).`, {
    hint: `Write it as a string: "${shown}". Numbers reach from -(2^53-1) to 2^53-1, without -0.`,
    place,
    values: { number: shown, line: place.line ?? 1, column: place.column ?? 1 },
  });
}

function notText(place: FailurePlace): Error {
  return new MatrixFormatError('not-utf8', `The document is not UTF-8 text (${lineAndColumn(place)}).`, {
    hint: 'Save it as UTF-8 in a text editor, without halves of surrogate pairs. The file was not changed.',
    place,
  });
}

function nodeAt(root: Node, path: readonly PropertyKey[]): Node {
  let node = root;
  for (const segment of path) {
    const next =
      node.type === 'array'
        ? node.children?.[Number(segment)]
        : node.children?.find((property) => property.children?.[0]?.value === segment)?.children?.[1];
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function placeOfNode(source: SourceTree, node: Node): FailurePlace {
  return placeAt(source.text, node.offset, source.file);
}

function placeAt(text: string, offset: number, file: string): FailurePlace {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
