import type { JsonObject, JsonValue } from '../../../shared/base/index.ts';

/** What a size, a duration or a factor can be. */
const least = 1e-3;
const most = 1e9;

/** A positive number given as such or as a text such as `5`, `5s`, `2x` or `1 MP`; null for anything else. */
export function numberIn(value: JsonValue | undefined): number | null {
  const number = typeof value === 'string' ? numberInText(value) : value;
  return typeof number === 'number' && number >= least && number <= most ? number : null;
}

function numberInText(text: string): number | null {
  const match = /^\s*x?(\d{1,9}(?:\.\d{1,6})?)\s*(?:s|sec|seconds?|x|mp|fps)?\s*$/i.exec(text);
  return match === null ? null : Number(match[1]);
}

/** The first of the named parameters that is a positive number. */
export function firstNumber(parameters: JsonObject, names: readonly string[]): number | null {
  for (const name of names) {
    const found = numberIn(parameters[name]);
    if (found !== null) return found;
  }
  return null;
}

/** The first of the named parameters that is a text with something in it. */
export function firstText(parameters: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = parameters[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}
