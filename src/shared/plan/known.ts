import type { AssetType, Recipe } from '../artifact/index.ts';
import type { CellKey, FailureData, JsonValue, TakeId } from '../base/index.ts';
import type { LateProperty } from './late.ts';

/** The picked take of a cell, as far as planning needs it. */
export interface KnownTake {
  id: TakeId;
  sha256: string;
  assetType: AssetType;
  recipe: Recipe | null;
  seed: string | null;
  width: number | null;
  height: number | null;
  /** Length of a sound or video; null while nobody has measured it. */
  durationSeconds: number | null;
  /** Content of a small text; null for other media, or when it was not read. */
  text: string | null;
}

/** What is known of the world outside the document when a plan is made. */
export interface KnownState {
  picks: ReadonlyMap<CellKey, KnownTake>;
  /** SHA-256 of the document's file parameters by path as written; a file that may not or cannot be read is absent. */
  files: ReadonlyMap<string, string>;
  /**
   * Media types of the document's file parameters by path as written, found in their content; null for a file that is no
   * picture, video or sound, which is then not among `files`. Absent for a file that nobody looked into.
   */
  media?: ReadonlyMap<string, string | null>;
  /** Content references of the files that the engine adds to a cell of its own, such as LoRAs, by name. */
  engineFiles?: ReadonlyMap<CellKey, Readonly<Record<string, string>>>;
  /** Cells that cannot run because of what was found on disk. */
  problems?: ReadonlyMap<CellKey, FailureData>;
  /** Hash of the recipe of the paid job that each cell has still open at a provider. */
  paid?: ReadonlyMap<CellKey, string>;
  /** Cells that failed in the last run. */
  failed?: ReadonlySet<CellKey>;
}

/** A late value of a take: null when the take has none, undefined when it is only known at the cell's start. */
export function knownValue(take: KnownTake, property: LateProperty): JsonValue | undefined {
  switch (property) {
    case 'url':
      return undefined;
    case 'text':
      return take.text ?? undefined;
    case 'duration':
      return take.durationSeconds ?? undefined;
    case 'seed':
      return take.seed === null ? null : seedValue(take.seed);
    case 'width':
    case 'height':
      return take[property];
  }
}

/** Seeds beyond 2^53 stay strings: as numbers they would change. */
function seedValue(text: string): JsonValue {
  const seed = Number(text);
  return Number.isSafeInteger(seed) ? seed : text;
}
