import type { JsonValue } from '../base/index.ts';

/** A value as a document holds it so that it means itself: what would be a placeholder is escaped. */
export function literal(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replaceAll('{{', '\\{{');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literal(each)]));
}
