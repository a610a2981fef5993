import { LayerDependencyError, type CellKey, type FailureData, type FailurePlace } from '../base/index.ts';
import type { PlannedCell } from './plan.ts';

/** Failure of a cell in a circle of references; `cycle` holds the cells in their order, the first one again at its end. */
export function cycleFailure(cell: PlannedCell, cycle: readonly CellKey[]): FailureData {
  const path = cycle.join(' → ');
  const next = cycle[1] ?? cell.key;
  return new LayerDependencyError('cycle', `These cells wait for each other: ${path}.`, {
    hint: 'Remove one of these references.',
    place: referenceTo(next, cell),
    values: { path },
  }).toJSON();
}

/** The cell at the beginning of a chain of blocked ones: the one that itself cannot run. */
export function sourceOfBlock(blocked: PlannedCell, decided: ReadonlyMap<CellKey, PlannedCell>): PlannedCell {
  let source = blocked;
  while (source.failure === null) {
    const [reason] = source.why;
    const above = reason?.kind === 'upstream-blocked' ? decided.get(reason.cell) : undefined;
    if (above === undefined) return source;
    source = above;
  }
  return source;
}

/** The failure of a broken cell, as that of one which needs it; null when there is nothing to tell. */
export function brokenAbove(cell: PlannedCell, broken: PlannedCell): FailureData | null {
  const { failure } = broken;
  if (failure === null) return null;
  return { ...failure, message: `${cell.key} needs ${broken.key}, which cannot run: ${failure.message}` };
}

/** Where a cell refers to another: its parameter and the placeholder as written. */
function referenceTo(upstream: CellKey, cell: PlannedCell): FailurePlace {
  const input = cell.inputs.find((each) => each.kind === 'cell' && each.cell === upstream);
  const place = { unit: cell.unit, layer: cell.layerName };
  return input?.kind === 'cell' ? { ...place, parameter: input.parameter, placeholder: input.placeholder } : place;
}

/** Failure of a cell that reads a muted one without a take: nothing will make what it waits for. */
export function mutedAbove(cell: PlannedCell, muted: PlannedCell): FailureData {
  return new LayerDependencyError('muted', `${cell.key} needs ${muted.key}, which is muted and has no take.`, {
    hint: `Unmute ${muted.key}, run it by itself, or remove the reference.`,
    place: referenceTo(muted.key, cell),
    values: { cell: muted.key },
  }).toJSON();
}

/** Failure of a cell that needs a take which is not there and which this plan does not make. */
export function missingTake(cell: PlannedCell, upstream: PlannedCell): FailureData {
  return new LayerDependencyError('missing-take', `${cell.key} needs ${upstream.key}, which has no take yet.`, {
    hint: `Run ${upstream.key} first, or run everything up to this cell.`,
    place: referenceTo(upstream.key, cell),
    values: { cell: upstream.key },
  }).toJSON();
}
