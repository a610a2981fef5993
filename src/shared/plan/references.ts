import { LayerDependencyError, type FailureKind, type FailurePlace } from '../base/index.ts';
import type { MatrixCell, MatrixDocument, PlaceholderTarget } from '../matrix/index.ts';
import { listCells } from '../matrix/index.ts';
import { nearestName } from '../template/index.ts';

/** Look-up of cells by unit and layer. */
export interface CellIndex {
  matrix: MatrixDocument;
  cells: readonly MatrixCell[];
  at(unitIndex: number, layerIndex: number): MatrixCell | null;
}

/** Indexes the cells of a document. */
export function indexCells(matrix: MatrixDocument): CellIndex {
  const cells = listCells(matrix);
  const byPosition = new Map(cells.map((cell) => [`${cell.unitIndex}:${cell.layerIndex}`, cell]));
  return {
    matrix,
    cells,
    at: (unitIndex, layerIndex) => byPosition.get(`${unitIndex}:${layerIndex}`) ?? null,
  };
}

type CellTarget = Extract<PlaceholderTarget, { kind: 'cell' }>;

/** The cell a reference names. Throws LayerDependencyError for one that cannot be. */
export function referencedCell(
  from: MatrixCell,
  target: CellTarget,
  index: CellIndex,
  place: FailurePlace,
): MatrixCell {
  const unitIndex = unitIndexOf(from, target, index.matrix, place);
  const layerIndex =
    typeof target.layer === 'number'
      ? target.layer
      : index.matrix.layers.findIndex((layer) => layer.name === target.layer);
  if (index.matrix.layers[layerIndex] === undefined) {
    return missingReference(
      'unknown-layer',
      String(target.layer),
      place,
      index.matrix.layers.map((each) => each.name),
    );
  }
  return index.at(unitIndex, layerIndex) ?? missingReference('left-out-cell', String(target.layer), place);
}

function unitIndexOf(from: MatrixCell, target: CellTarget, matrix: MatrixDocument, place: FailurePlace): number {
  const reference = target.unit;
  switch (reference.kind) {
    case 'same':
      return from.unitIndex;
    case 'previous':
      return from.unitIndex === 0 ? missingReference('no-previous-unit', from.unit.id, place) : from.unitIndex - 1;
    case 'next':
      return from.unitIndex + 1 >= matrix.units.length
        ? missingReference('no-next-unit', from.unit.id, place)
        : from.unitIndex + 1;
    case 'unit': {
      const found = matrix.units.findIndex((unit) => unit.id === reference.id);
      const names = matrix.units.map((unit) => unit.id);
      return found === -1 ? missingReference('unknown-unit', reference.id, place, names) : found;
    }
  }
}

const sentences: Partial<Record<FailureKind<'LayerDependencyError'>, { what: string; hint: string }>> = {
  'no-previous-unit': {
    what: 'The first unit has no previous unit',
    hint: 'Leave this cell out or reference another.',
  },
  'no-next-unit': { what: 'The last unit has no next unit', hint: 'Leave this cell out or reference another.' },
  'unknown-layer': { what: 'There is no such layer', hint: 'Use the name or index of an existing layer.' },
  'unknown-unit': { what: 'There is no such unit', hint: 'Use the id of an existing unit.' },
  'unknown-variable': { what: 'There is no such variable', hint: 'Add it to the variables of the unit or document.' },
  'left-out-cell': { what: 'That cell is left out', hint: 'Put the cell back or remove the reference.' },
};

/** Throws the LayerDependencyError of a reference that cannot be resolved. */
export function missingReference(
  kind: FailureKind<'LayerDependencyError'>,
  name: string,
  place: FailurePlace,
  known: readonly string[] = [],
): never {
  const sentence = sentences[kind] ?? { what: 'This reference cannot be resolved', hint: 'Change it.' };
  const nearest = nearestName(name, known);
  throw new LayerDependencyError(kind, `${sentence.what}: ${name}.`, {
    hint: nearest === null ? sentence.hint : `Did you mean "${nearest}"?`,
    place,
    values: { name },
  });
}
