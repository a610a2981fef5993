import type { AssetType } from '../../shared/artifact/index.ts';
import type { LayerName, UnitId } from '../../shared/base/index.ts';

/** Where a cell's conventional file lies. */
export interface CellFile {
  unit: UnitId;
  layer: LayerName;
  assetType: AssetType;
  /** File name inside the output folder. */
  fileName: string;
}
