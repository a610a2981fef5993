import type { JsonObject, JsonValue } from '../base/index.ts';
import type { CellOverride, MatrixDocument } from './document.ts';

const rootOrder = ['$schema', 'telar', 'title', 'output_dir', 'vars', 'settings', 'layers', 'units', 'view'];
const layerOrder = ['name', 'title', 'asset_type', 'model', 'parameters', 'parallel_inference', 'locked', 'muted'];
const overrideOrder = ['asset_type', 'model', 'parameters', 'locked', 'muted'];
const settingsOrder = ['strict', 'max_threads', 'on_error', 'budget_usd'];
const viewOrder = ['positions', 'lanes', 'collapsed', 'groups', 'table'];
const groupOrder = ['id', 'name', 'color', 'cells'];
const tableOrder = ['widths', 'variables', 'frozen'];
const unitOrder = ['id', 'title', 'vars', 'cells'];

/**
 * Text of a document as it is saved: known keys first in a fixed order, the others in the order they came in, 2-space
 * indent, a final newline. Reading and writing it again gives the same bytes.
 */
export function serializeMatrixDocument(matrix: MatrixDocument): string {
  const ordered = {
    ...inOrder(matrix as JsonObject, rootOrder),
    ...(matrix.settings === undefined ? {} : { settings: inOrder(matrix.settings as JsonObject, settingsOrder) }),
    ...(matrix.view === undefined ? {} : { view: viewInOrder(matrix.view as JsonObject) }),
    layers: matrix.layers.map((layer) => inOrder(layer as JsonObject, layerOrder)),
    units: matrix.units.map((unit) => ({
      ...inOrder(unit as JsonObject, unitOrder),
      cells: Object.fromEntries(Object.entries(unit.cells).map(([name, cell]) => [name, overrideInOrder(cell)])),
    })),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function overrideInOrder(cell: CellOverride | null): JsonObject | null {
  return cell === null ? null : inOrder(cell as JsonObject, overrideOrder);
}

function viewInOrder(view: JsonObject): JsonObject {
  const groups = view.groups as JsonObject[] | undefined;
  return {
    ...inOrder(view, viewOrder),
    ...(groups === undefined ? {} : { groups: groups.map((group) => inOrder(group, groupOrder)) }),
    ...(view.table === undefined ? {} : { table: inOrder(view.table as JsonObject, tableOrder) }),
  };
}

function inOrder(source: JsonObject, order: readonly string[]): JsonObject {
  const known = order.filter((key) => source[key] !== undefined);
  const unknown = Object.keys(source).filter((key) => !order.includes(key));
  return Object.fromEntries([...known, ...unknown].map((key) => [key, source[key] as JsonValue]));
}
