import { cellKey, cellKeyOf, layerName, microUsd, unitId, type CellKey } from '../../src/shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../src/shared/plan/index.ts';
import { freePrice } from '../../src/shared/template/index.ts';

export interface CellSketch {
  /** Row, counted from 0; its unit is `u<row>`. */
  unit: number;
  /** Column, counted from 0; its layer is `l<column>`. */
  layer: number;
  dependsOn?: readonly string[];
  parallel?: boolean;
  action?: PlannedCell['action'];
  provider?: PlannedCell['provider'];
  priceMicroUsd?: number;
  why?: PlannedCell['why'];
}

/** A planned cell of which only its place, its order and its price matter. */
export function plannedCell({ unit, layer, ...rest }: CellSketch): PlannedCell {
  const [row, column] = [unitId.parse(`u${unit}`), layerName.parse(`l${layer}`)];
  const { dependsOn = [], parallel = true, action = 'run', provider = 'local', priceMicroUsd = 0, why = [] } = rest;
  const key = cellKeyOf(row, column);
  const amount = microUsd.parse(priceMicroUsd);
  return {
    key,
    unit: row,
    unitIndex: unit,
    layerName: column,
    layerIndex: layer,
    assetType: 'image',
    model: `${provider}/m`,
    provider,
    templateVersion: '1',
    parameters: {},
    late: [],
    inputs: [],
    dependsOn: dependsOn.map((each) => cellKey.parse(each)),
    path: `outputs/${row}_layer${layer}_image.png`,
    extension: 'png',
    parallel,
    action,
    why: [...why],
    stale: false,
    price: { ...freePrice, lowMicroUsd: amount, highMicroUsd: amount },
    recipe: null,
    pickedTake: null,
    failure: null,
  };
}

/** A plan of these cells. */
export function planOf(cells: readonly PlannedCell[], options: Partial<RunPlan> = {}): RunPlan {
  return {
    cells: [...cells],
    totals: { run: cells.length, skip: 0, blocked: 0, price: freePrice },
    warnings: [],
    maxThreads: null,
    onError: 'stop',
    rehearsal: false,
    ...options,
  };
}

/** Keys as plain texts, for comparisons. */
export function keysOf(cells: readonly { key: CellKey }[]): string[] {
  return cells.map((cell) => cell.key);
}
