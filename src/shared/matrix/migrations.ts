import type { z } from 'zod';
import type { JsonObject } from '../base/index.ts';
import { layersDictDocument, layersDictToNative } from './layers-dict.ts';

/** A document of one version as the next: what was wrong in it is answered, with paths in the old value. */
type MigrationResult = { value: JsonObject } | { error: z.ZodError };

/** Steps by the version they start from; the oldest first. A released one is never changed again. */
const migrations: Record<number, (value: JsonObject) => MigrationResult> = {
  // The seeds' layers_dict, which has no number of its own.
  0(value) {
    const old = layersDictDocument.safeParse(value);
    return old.success ? { value: layersDictToNative(old.data.units) } : { error: old.error };
  },
};

/** Brings a document of any older version to the present one, one step after the other; a present one is untouched. */
export function migrateDocument(value: JsonObject, version: number): MigrationResult {
  let current = value;
  for (let from = version; migrations[from] !== undefined; from += 1) {
    const result = migrations[from]?.(current) ?? { value: current };
    if ('error' in result) return result;
    current = result.value;
  }
  return { value: current };
}
