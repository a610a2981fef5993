import { foldedName } from './check-names.ts';
import { deviceNames } from './limits.ts';

/** Longest unit id or layer name. */
const maxLength = 64;

/** A name that none of the taken ones equals in any file system: the wanted one, or `name-2`, `name-3`, … */
export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(foldedName(wanted)) && !deviceNames.test(wanted)) return wanted;
  const stem = wanted.replace(/-\d{1,5}$/, '');
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const name = `${stem.slice(0, maxLength - suffix.length)}${suffix}`;
    if (!taken.has(foldedName(name))) return name;
  }
}

/** Names in the form in which `freshName` compares them. */
export function takenNames(names: Iterable<string>): Set<string> {
  return new Set([...names].map(foldedName));
}
