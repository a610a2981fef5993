import { MatrixFormatError } from '../../../shared/base/index.ts';
import { maxDepth } from '../../../shared/matrix/index.ts';

/**
 * JSON text of a value that a program made. What JSON cannot say is refused instead of silently changed, as
 * JSON.stringify does with NaN, dates and functions; a key whose value is undefined is left out, as usual. `pointer` says
 * where the value stands. Throws MatrixFormatError.
 */
export function jsonText(value: unknown, pointer = ''): string {
  if (pointer.split('/').length > maxDepth + 8) throw notJson(pointer, 'is nested too deeply, or contains itself');
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : JSON.stringify(value);
      throw notJson(pointer, `is ${value}`);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value, pointer) : objectText(value, pointer);
    default:
      throw notJson(pointer, `is of type ${typeof value}`);
  }
}

function arrayText(items: readonly unknown[], pointer: string): string {
  return `[${Array.from(items, (item, index) => jsonText(item, `${pointer}/${index}`)).join(',')}]`;
}

function objectText(value: object, pointer: string): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw notJson(pointer, 'is no plain object');
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entriesText(entries, pointer);
}

/** Text of an object whose keys stand in the given order, also those that occur twice: the parser names both places. */
export function entriesText(entries: Iterable<readonly [string, unknown]>, pointer = ''): string {
  const members = Array.from(entries, ([key, each]) => `${JSON.stringify(key)}:${jsonText(each, `${pointer}/${key}`)}`);
  return `{${members.join(',')}}`;
}

function notJson(pointer: string, reason: string): Error {
  const where = pointer === '' ? 'The value' : `The value at ${shorten(pointer)}`;
  return new MatrixFormatError('schema', `${where} ${reason}, which a document cannot hold.`, {
    hint: 'Use texts, finite numbers, booleans, null, arrays and plain objects only.',
    place: { pointer: shorten(pointer) },
    values: { pointer: shorten(pointer), reason, line: 1, column: 1 },
  });
}

function shorten(pointer: string): string {
  return pointer.length > 120 ? `${pointer.slice(0, 120)}…` : pointer;
}
