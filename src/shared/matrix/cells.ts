import type { AssetType } from '../artifact/index.ts';
import { cellKeyOf, type CellKey, type JsonObject } from '../base/index.ts';
import type { Layer, MatrixDocument, Unit } from './document.ts';

/** A cell with its column defaults and its own overrides merged. */
export interface MatrixCell {
  key: CellKey;
  unit: Unit;
  unitIndex: number;
  layer: Layer;
  layerIndex: number;
  assetType: AssetType;
  model: string;
  parameters: JsonObject;
  /** Names of the parameters the cell sets itself; the others come from its column. */
  ownParameters: string[];
  /** Never made again while it is so (SPEC §4). */
  locked: boolean;
  /** Passed over by runs of many cells; one by its name still makes it. */
  muted: boolean;
}

/** All cells in document order: unit by unit, layer by layer; left-out cells are missing. */
export function listCells(matrix: MatrixDocument): MatrixCell[] {
  return matrix.units.flatMap((unit, unitIndex) =>
    matrix.layers.flatMap((layer, layerIndex) => {
      const override = unit.cells[layer.name];
      if (override === null) return [];
      return [
        {
          key: cellKeyOf(unit.id, layer.name),
          unit,
          unitIndex,
          layer,
          layerIndex,
          assetType: override?.asset_type ?? layer.asset_type,
          model: override?.model ?? layer.model,
          parameters: { ...layer.parameters, ...override?.parameters },
          ownParameters: Object.keys(override?.parameters ?? {}),
          locked: override?.locked ?? layer.locked ?? false,
          muted: override?.muted ?? layer.muted ?? false,
        },
      ];
    }),
  );
}
