import { useState } from 'react';

/**
 * `next` with everything in it that equals its counterpart in `before` replaced by that very counterpart; `before`
 * itself where nothing differs. The core answers each edit with the whole document and the whole plan: so only what
 * an edit changed gets a new identity, and only that is drawn again. For plain data, as JSON has it.
 */
export function keepSame<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (Array.isArray(before) && Array.isArray(next)) return keepItems(before, next) as T;
  if (isRecord(before) && isRecord(next)) return keepFields(before, next) as T;
  return next;
}

function keepItems(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((item, index) => keepSame(before[index], item));
  return kept.length === before.length && kept.every((item, index) => Object.is(item, before[index])) ? before : kept;
}

function keepFields(before: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(next);
  const namesBefore = Object.keys(before);
  // The order of names is the order of lines in the file: another order is another value.
  let isSame = names.length === namesBefore.length && names.every((name, index) => name === namesBefore[index]);
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    const value = keepSame(Object.hasOwn(before, name) ? before[name] : undefined, next[name]);
    if (!Object.is(value, before[name])) isSame = false;
    Object.defineProperty(kept, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return isSame ? before : kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Remembers the last value that it was given, and shares with it what the next one has in common. */
function createKeeper<T>(): (next: T) => T {
  let last: T | undefined;
  return (next) => (last = keepSame(last, next));
}

/** The value, with everything in it the same object that it was when the component last rendered, where it is equal. */
export function useKept<T>(value: T): T {
  const [keep] = useState(() => createKeeper<T>());
  return keep(value);
}
