import type { JsonObject, JsonValue } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';

const rootOrder = ['telar', 'title', 'output_dir', 'vars', 'settings', 'layers', 'units', 'view'];

/** Text of a document as it is saved: known keys first in a fixed order, 2-space indent, a final newline. */
export function serializeMatrixDocument(matrix: MatrixDocument): string {
  const source = matrix as JsonObject;
  const known = rootOrder.filter((key) => source[key] !== undefined);
  const unknown = Object.keys(source).filter((key) => !rootOrder.includes(key));
  const ordered = Object.fromEntries([...known, ...unknown].map((key) => [key, source[key] as JsonValue]));
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
