import { LayerDependencyError, type FailureKind, type FailurePlace, type JsonValue } from '../base/index.ts';
import type { MatrixCell, MatrixDocument, PlaceholderTarget } from '../matrix/index.ts';
import { listCells } from '../matrix/index.ts';
import { nearestName } from '../template/index.ts';

/** A document may hold thousands of units, and each cell may miss another one. */
const maxCompared = 500;

/** Look-up of cells by unit and layer. */
export interface CellIndex {
  matrix: MatrixDocument;
  cells: readonly MatrixCell[];
  at(unitIndex: number, layerIndex: number): MatrixCell | null;
  /** Position of a unit or layer; undefined for an unknown one. */
  unitIndex(id: string): number | undefined;
  layerIndex(name: string): number | undefined;
  /** Unit whose id is most like an unknown one; null when none is. */
  nearestUnit(id: string): string | null;
}

/** Indexes the cells of a document. */
export function indexCells(matrix: MatrixDocument): CellIndex {
  const cells = listCells(matrix);
  const width = matrix.layers.length;
  const byPosition = new Map(cells.map((cell) => [cell.unitIndex * width + cell.layerIndex, cell]));
  const units = new Map(matrix.units.map((unit, index): [string, number] => [unit.id, index]));
  const firstUnits = matrix.units.slice(0, maxCompared).map((unit) => unit.id);
  const nearestUnits = new Map<string, string | null>();
  const layers = new Map(matrix.layers.map((layer, index): [string, number] => [layer.name, index]));
  return {
    matrix,
    cells,
    at: (unitIndex, layerIndex) => byPosition.get(unitIndex * width + layerIndex) ?? null,
    unitIndex: (id) => units.get(id),
    layerIndex: (name) => layers.get(name),
    nearestUnit(id) {
      // A column's default may name the same wrong unit in thousands of cells.
      const known = nearestUnits.get(id);
      if (known !== undefined) return known;
      const nearest = nearestName(id, firstUnits);
      nearestUnits.set(id, nearest);
      return nearest;
    },
  };
}

export type CellTarget = Extract<PlaceholderTarget, { kind: 'cell' }>;

/** The cell a reference names. Throws LayerDependencyError for one that cannot be. */
export function referencedCell(
  from: MatrixCell,
  target: CellTarget,
  index: CellIndex,
  place: FailurePlace,
): MatrixCell {
  const { layers } = index.matrix;
  const unitIndex = unitIndexOf(from, target, index, place);
  const layerIndex = typeof target.layer === 'number' ? target.layer : index.layerIndex(target.layer);
  const layer = layerIndex === undefined ? undefined : layers[layerIndex];
  if (layerIndex === undefined || layer === undefined) {
    const names = typeof target.layer === 'number' ? [] : layers.map((each) => each.name);
    const hint = `The layers are ${listed(layers.map((each, at) => `${at} (${each.name})`))}.`;
    return missingReference('unknown-layer', String(target.layer), place, names, hint);
  }
  return index.at(unitIndex, layerIndex) ?? missingReference('left-out-cell', layer.name, place);
}

function unitIndexOf(from: MatrixCell, target: CellTarget, index: CellIndex, place: FailurePlace): number {
  const { units } = index.matrix;
  const reference = target.unit;
  switch (reference.kind) {
    case 'same':
      return from.unitIndex;
    case 'previous':
      return from.unitIndex === 0 ? missingReference('no-previous-unit', from.unit.id, place) : from.unitIndex - 1;
    case 'next':
      return from.unitIndex + 1 >= units.length
        ? missingReference('no-next-unit', from.unit.id, place)
        : from.unitIndex + 1;
    case 'unit': {
      const found = index.unitIndex(reference.id);
      if (found !== undefined) return found;
      const nearest = index.nearestUnit(reference.id);
      return missingReference('unknown-unit', reference.id, place, nearest === null ? [] : [nearest]);
    }
  }
}

/** Value of a placeholder that needs no other cell; undefined for an unknown variable or a reference to a cell. */
export function variableValue(
  target: PlaceholderTarget,
  cell: MatrixCell,
  matrix: MatrixDocument,
): JsonValue | undefined {
  switch (target.kind) {
    case 'document-variable':
      return ownValue(matrix.vars ?? {}, target.name);
    case 'unit-variable':
      return ownValue(cell.unit.vars, target.name);
    case 'unit-property':
      if (target.name === 'index') return cell.unitIndex;
      return target.name === 'id' ? cell.unit.id : (cell.unit.title ?? '');
    case 'cell':
      return undefined;
  }
}

/** A variable called `toString` is not there unless the document has it. */
function ownValue(variables: Record<string, JsonValue>, name: string): JsonValue | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
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

const maxListed = 12;

function listed(names: readonly string[]): string {
  return names.length > maxListed ? `${names.slice(0, maxListed).join(', ')}, …` : names.join(', ');
}

/** Throws the LayerDependencyError of a reference that cannot be resolved, with the nearest known name, else another hint. */
export function missingReference(
  kind: FailureKind<'LayerDependencyError'>,
  name: string,
  place: FailurePlace,
  known: readonly string[] = [],
  otherwise?: string,
): never {
  const sentence = sentences[kind] ?? { what: 'This reference cannot be resolved', hint: 'Change it.' };
  const nearest = nearestName(name, known);
  throw new LayerDependencyError(kind, `${sentence.what}: ${name}.`, {
    hint: nearest === null ? (otherwise ?? sentence.hint) : `Did you mean "${nearest}"?`,
    place,
    values: { name },
  });
}
