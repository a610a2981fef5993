import { PlaceholderSyntaxError, type JsonObject, type JsonValue } from '../base/index.ts';
import { targetOf, type PlaceholderTarget } from './placeholder.ts';
import { scanPlaceholders } from './scan-placeholders.ts';

/** New text of a placeholder, or null to leave it. */
export type RewritePlaceholder = (target: PlaceholderTarget, source: string) => string | null;

/**
 * Replaces placeholders of a string, all else stays to the letter: escapes, spaces inside the braces, and what is no
 * valid placeholder.
 */
export function rewritePlaceholders(text: string, rewrite: RewritePlaceholder): string {
  if (!text.includes('{{')) return text;
  let result = '';
  for (const token of scanPlaceholders(text)) {
    const source = text.slice(token.start, token.end);
    const target = token.kind === 'placeholder' ? validTarget(text, token) : null;
    result += (target === null ? null : rewrite(target, source)) ?? source;
  }
  return result;
}

function validTarget(text: string, token: { start: number; end: number }): PlaceholderTarget | null {
  try {
    return targetOf(text, token);
  } catch (error) {
    // The plan tells the user; an edit elsewhere must not fail for it.
    if (error instanceof PlaceholderSyntaxError) return null;
    throw error;
  }
}

/** Changes every string of a value; answers with the same object where nothing changes. */
export function mapStrings(value: JsonValue, change: (text: string) => JsonValue): JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const mapped = value.map((each) => mapStrings(each, change));
    return mapped.some((each, index) => each !== value[index]) ? mapped : value;
  }
  return value !== null && typeof value === 'object' ? mapParameterStrings(value, change) : value;
}

/** Changes every string of an object's values; answers with the same object where nothing changes. */
export function mapParameterStrings(parameters: JsonObject, change: (text: string) => JsonValue): JsonObject {
  const entries = Object.entries(parameters).map(([key, value]): [string, JsonValue] => [
    key,
    mapStrings(value, change),
  ]);
  return entries.some(([key, value]) => value !== parameters[key]) ? Object.fromEntries(entries) : parameters;
}

/** A cell placeholder with another layer, as name or index; spaces and the unit stay as they are. */
export function withLayer(source: string, layer: string | number): string {
  return source.replace(/(\.|\{\{\s*)layers\.[A-Za-z0-9_-]+(\.\w+\s*\}\})$/, `$1layers.${layer}$2`);
}
