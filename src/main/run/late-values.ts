import { readFile } from 'node:fs/promises';
import type { JsonValue } from '../../shared/base/index.ts';
import { knownValue, lateReferences, type LateValueOf, type PlannedCell } from '../../shared/plan/index.ts';
import type { TakeStore } from '../artifact/index.ts';

/** Reads what a cell needs of the picked takes above it, now that they exist. Addresses are not among it. */
export async function readLateValues(cell: PlannedCell, takes: TakeStore): Promise<LateValueOf> {
  const values = new Map<string, JsonValue>();
  for (const { cell: upstream, property } of lateReferences(cell)) {
    const take = takes.pickOf(upstream);
    if (take === null) continue;
    const text = property === 'text' ? await readFile(takes.fileOf(take), 'utf8') : null;
    const value = knownValue({ ...take, text }, property) ?? null;
    if (value !== null) values.set(`${upstream}.${property}`, value);
  }
  return (upstream, property) => values.get(`${upstream}.${property}`);
}
