import type { JsonObject, JsonValue } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';

const rootOrder = ['$schema', 'telar', 'title', 'output_dir', 'vars', 'settings', 'layers', 'units', 'view'];
const layerOrder = ['name', 'title', 'asset_type', 'model', 'parameters', 'parallel_inference', 'locked'];
const unitOrder = ['id', 'title', 'vars', 'cells'];

/** Text of a document as it is saved: known keys first in a fixed order, 2-space indent, a final newline. */
export function serializeMatrixDocument(matrix: MatrixDocument): string {
  const ordered = {
    ...inOrder(matrix as JsonObject, rootOrder),
    layers: matrix.layers.map((layer) => inOrder(layer as JsonObject, layerOrder)),
    units: matrix.units.map((unit) => inOrder(unit as JsonObject, unitOrder)),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function inOrder(source: JsonObject, order: readonly string[]): JsonObject {
  const known = order.filter((key) => source[key] !== undefined);
  const unknown = Object.keys(source).filter((key) => !order.includes(key));
  return Object.fromEntries([...known, ...unknown].map((key) => [key, source[key] as JsonValue]));
}
