import { parseTree, type Node, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { MatrixFormatError, type FailurePlace } from '../base/index.ts';
import { documentVersion, matrixDocument, type MatrixDocument } from './document.ts';

const maxBytes = 20 * 1024 * 1024;
const maxCells = 10_000;
const maxDepth = 64;
const reservedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the text of a `*.telar.json` file. Throws MatrixFormatError naming line and column (from 1). Duplicate keys,
 * reserved keys, depth and size are checked on the syntax tree, before a plain object could hide them.
 */
export function parseMatrixDocument(text: string, file: string): MatrixDocument {
  if (text.length > maxBytes) {
    throw new MatrixFormatError('too-large', 'The document is larger than 20 MB.', {
      hint: 'Split it into several documents.',
      place: { file },
    });
  }
  if (nestingOf(text) > maxDepth + 1) throw tooDeep({ file });
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const first = errors[0];
  if (first !== undefined || tree === undefined) {
    const place = placeAt(text, first?.offset ?? 0, file);
    const reason = first === undefined ? 'empty file' : printParseErrorCode(first.error);
    throw new MatrixFormatError('not-json', `This is not valid JSON: ${reason} at ${lineAndColumn(place)}.`, {
      hint: 'Mend that line in a text editor, then open the document again. The file was not changed.',
      place,
      values: { reason, line: place.line ?? 1, column: place.column ?? 1 },
    });
  }
  checkTree(tree, 0, text, file);
  const value = toValue(tree);
  refuseNewerVersion(value, file);
  const parsed = matrixDocument.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path ?? [];
    const place = placeAt(text, nodeAt(tree, path).offset, file);
    const pointer = path.map(String).join('/');
    const reason = issue?.message ?? 'unknown problem';
    throw new MatrixFormatError('schema', `${pointer || 'document'}: ${reason} (${lineAndColumn(place)}).`, {
      hint: 'Correct this value in the file. The file was not changed.',
      place: { ...place, pointer: `/${pointer}` },
      values: { pointer, reason, line: place.line ?? 1, column: place.column ?? 1 },
    });
  }
  checkNames(parsed.data, text, tree, file);
  return parsed.data;
}

function refuseNewerVersion(value: unknown, file: string): void {
  const version = (value as { telar?: unknown } | null)?.telar;
  if (typeof version !== 'number' || version <= documentVersion) return;
  throw new MatrixFormatError('newer-version', `This document was made by a newer Telar (format ${version}).`, {
    hint: 'Update Telar to open it. The file was not changed.',
    place: { file },
    values: { version },
  });
}

function checkTree(node: Node, depth: number, text: string, file: string): void {
  if (depth > maxDepth) {
    throw tooDeep(placeAt(text, node.offset, file));
  }
  if (node.type === 'object') {
    const seen = new Map<string, Node>();
    for (const property of node.children ?? []) {
      const keyNode = property.children?.[0];
      if (keyNode === undefined) continue;
      const key = String(keyNode.value);
      const place = placeAt(text, keyNode.offset, file);
      if (reservedKeys.has(key)) {
        throw new MatrixFormatError('reserved-name', `The key "${key}" is not allowed (${lineAndColumn(place)}).`, {
          hint: 'Rename it.',
          place,
          values: { name: key },
        });
      }
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        const other = lineAndColumn(placeAt(text, earlier.offset, file));
        throw new MatrixFormatError('duplicate-key', `"${key}" stands twice: ${other} and ${lineAndColumn(place)}.`, {
          hint: 'Remove one of the two.',
          place,
          values: { name: key, first: other, second: lineAndColumn(place) },
        });
      }
      seen.set(key, keyNode);
    }
  }
  for (const child of node.children ?? []) checkTree(child, depth + (node.type === 'property' ? 0 : 1), text, file);
}

/** Deepest nesting of brackets outside strings, counted without recursion: a parser would run out of stack. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function tooDeep(place: FailurePlace): Error {
  return new MatrixFormatError('too-large', `Values are nested deeper than ${maxDepth} levels.`, {
    hint: 'Flatten the parameters.',
    place,
  });
}

const reservedFileNames = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

function checkNames(matrix: MatrixDocument, text: string, tree: Node, file: string): void {
  if (matrix.units.length * matrix.layers.length > maxCells) {
    throw new MatrixFormatError('too-large', `The matrix has more than ${maxCells} cells.`, {
      hint: 'Split it into several documents.',
      place: { file },
    });
  }
  const lists = [
    { list: 'units', key: 'id', names: matrix.units.map((each): string => each.id) },
    { list: 'layers', key: 'name', names: matrix.layers.map((each): string => each.name) },
  ];
  for (const { list, key, names } of lists) {
    const seen = new Map<string, number>();
    names.forEach((name, index) => {
      const place = placeAt(text, nodeAt(tree, [list, index, key]).offset, file);
      if (reservedFileNames.test(name)) {
        throw new MatrixFormatError('reserved-name', `"${name}" is a reserved file name on Windows.`, {
          hint: 'Choose another name.',
          place,
          values: { name },
        });
      }
      // File systems of macOS and Windows do not tell upper from lower case.
      const earlier = seen.get(name.toLowerCase());
      if (earlier !== undefined) {
        const first = lineAndColumn(placeAt(text, nodeAt(tree, [list, earlier, key]).offset, file));
        throw new MatrixFormatError('duplicate-id', `"${name}" stands twice: ${first} and ${lineAndColumn(place)}.`, {
          hint: 'Give each its own name.',
          place,
          values: { name, first, second: lineAndColumn(place) },
        });
      }
      seen.set(name.toLowerCase(), index);
    });
  }
}

/** Node at a path, or the nearest existing ancestor. */
function nodeAt(tree: Node, path: readonly PropertyKey[]): Node {
  let node = tree;
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

function toValue(node: Node): unknown {
  switch (node.type) {
    case 'array':
      return (node.children ?? []).map(toValue);
    case 'object':
      return Object.fromEntries(
        (node.children ?? []).flatMap((property) => {
          const [key, value] = property.children ?? [];
          return key === undefined || value === undefined ? [] : [[String(key.value), toValue(value)]];
        }),
      );
    default:
      return node.value as unknown;
  }
}

function placeAt(text: string, offset: number, file: string): FailurePlace {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function lineAndColumn(place: FailurePlace): string {
  return `line ${place.line ?? 1}, column ${place.column ?? 1}`;
}
