import type { AssetType, Recipe } from '../artifact/index.ts';
import type { CellKey, FailureData, TakeId } from '../base/index.ts';

/** The picked take of a cell, as far as planning needs it. */
export interface KnownTake {
  id: TakeId;
  sha256: string;
  assetType: AssetType;
  recipe: Recipe | null;
  seed: string | null;
  width: number | null;
  height: number | null;
}

/** What is known of the world outside the document when a plan is made. */
export interface KnownState {
  picks: ReadonlyMap<CellKey, KnownTake>;
  /** SHA-256 of the document's file parameters by path as written; a file that could not be read is absent. */
  files: ReadonlyMap<string, string>;
  /** Cells that cannot run because of what was found on disk. */
  problems?: ReadonlyMap<CellKey, FailureData>;
}
