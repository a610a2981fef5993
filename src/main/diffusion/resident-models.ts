import { basename } from 'node:path';
import type { ResidentModel } from '../../shared/local-engine/index.ts';
import { sumOf, type MemoryUse, type PoolEntry } from '../memory/index.ts';
import type { ModelRecord } from './model-record.ts';

/** The models in memory as the engine's status tells of them, the most recently used first. */
export function describeModels(
  entries: readonly PoolEntry<unknown>[],
  records: ReadonlyMap<string, Pick<ModelRecord, 'demand' | 'loras' | 'provider'>>,
): ResidentModel[] {
  return entries.toReversed().flatMap((entry) => {
    const record = records.get(entry.id);
    if (record === undefined) return [];
    const { id, strategy, residents, reserved, loadedAtMs, lastUsedAtMs, runs } = entry;
    const components = entry.components.map(({ name, use }) => ({
      name,
      bytes: bytesOf(residents.get(name)?.use ?? use),
      isResident: residents.has(name),
    }));
    return {
      ...{ folder: id, title: basename(id), precision: record.demand.precision },
      ...{ executionProvider: record.provider, strategy, components },
      bytes: bytesOf(sumOf([...residents.values()].map(({ use }) => use))),
      loras: record.loras.map(({ id, weight }) => ({ id, weight })),
      ...{ loadedAtMs, lastUsedAtMs, runs, isBusy: reserved !== null },
    };
  });
}

const bytesOf = ({ ram, vram }: MemoryUse): number => ram + vram;
