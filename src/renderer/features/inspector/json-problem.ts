import { parse, type ParseError } from 'jsonc-parser';
import type { JsonValue } from '../../../shared/base/index.ts';

/** Typed JSON, or the line and column (from 1) where it stops being JSON. */
export type ParsedJson = { value: JsonValue | undefined } | { line: number; column: number };

/** Reads JSON that somebody typed; nothing typed is no value. */
export function parseTyped(text: string): ParsedJson {
  if (text.trim() === '') return { value: undefined };
  const errors: ParseError[] = [];
  const value = parse(text, errors, { disallowComments: true, allowTrailingComma: false }) as JsonValue;
  const [first] = errors;
  if (first === undefined) return { value };
  const lines = text.slice(0, first.offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
