import { MatrixFormatError, type JsonObject, type JsonValue } from '../base/index.ts';
import { listCells, type MatrixCell } from './cells.ts';
import type { MatrixDocument } from './document.ts';
import type { PlaceholderTarget } from './placeholder.ts';
import { scanPlaceholders } from './scan-placeholders.ts';
import { mapParameterStrings, rewritePlaceholders, withLayer } from './rewrite-placeholders.ts';

const resolvedKeys = new Set(['asset_type', 'model', 'parameters', 'locked', 'muted']);

/**
 * Text of a document in the seeds' plain form, units in document order. Layers have no names there and units no
 * variables: references by name become references by index, and variables and titles are put in. Throws
 * MatrixFormatError where a cell is left out before another of its unit: a list cannot skip an index.
 */
export function toLayersDict(matrix: MatrixDocument): string {
  const byUnit = Map.groupBy(listCells(matrix), (cell) => cell.unit.id);
  const units = matrix.units.map((unit) => {
    const cells = byUnit.get(unit.id) ?? [];
    cells.forEach((cell, index) => {
      if (cell.layerIndex !== index) throw leftOut(unit.id, matrix.layers[index]?.name ?? String(index));
    });
    const text = JSON.stringify(
      cells.map((cell) => dictCellOf(cell, matrix)),
      null,
      2,
    );
    return `  ${JSON.stringify(unit.id)}: ${text.replaceAll('\n', '\n  ')}`;
  });
  return units.length === 0 ? '{}\n' : `{\n${units.join(',\n')}\n}\n`;
}

function dictCellOf(cell: MatrixCell, matrix: MatrixDocument): JsonObject {
  const own = Object.entries(cell.unit.cells[cell.layer.name] ?? {}).filter(([key]) => !resolvedKeys.has(key));
  return {
    model: cell.model,
    asset_type: cell.assetType,
    parameters: mapParameterStrings(cell.parameters, (text) => plainText(text, cell, matrix)),
    ...(cell.layer.parallel_inference ? {} : { parallel_inference: false }),
    ...(Object.fromEntries(own) as JsonObject),
  };
}

/** A string for a document without names and variables; a whole-value variable keeps its type. */
function plainText(text: string, cell: MatrixCell, matrix: MatrixDocument): JsonValue {
  const tokens = [...scanPlaceholders(text)];
  let whole: JsonValue | undefined;
  const plain = rewritePlaceholders(text, (target, source) => {
    if (target.kind === 'cell') return withLayer(source, indexOfLayer(target.layer, matrix));
    const value = valueOf(target, cell, matrix);
    if (value !== undefined && tokens.length === 1) whole = typeof value === 'string' ? escaped(value) : value;
    return value === undefined ? null : escaped(String(value));
  });
  return whole ?? plain;
}

/** Index of a layer; a name that no layer has stays, and fails there as it does here. */
function indexOfLayer(layer: string | number, matrix: MatrixDocument): string | number {
  const index = matrix.layers.findIndex((each) => each.name === layer);
  return index === -1 ? layer : index;
}

function valueOf(
  target: PlaceholderTarget,
  cell: MatrixCell,
  matrix: MatrixDocument,
): string | number | boolean | undefined {
  if (target.kind === 'document-variable') return matrix.vars?.[target.name];
  if (target.kind === 'unit-variable') return cell.unit.vars[target.name];
  return target.kind === 'unit-property' && target.name === 'title' ? (cell.unit.title ?? '') : undefined;
}

/** A value is never expanded again: its own braces are literal. */
function escaped(value: string): string {
  return value.replaceAll('{{', '\\{{');
}

function leftOut(unit: string, layer: string): Error {
  const reason = `the cell ${unit}/${layer} is left out before others of its unit`;
  return new MatrixFormatError('not-expressible', `The plain form cannot say that ${reason}.`, {
    hint: 'Put the cell back, or move its layer behind the others.',
    place: { unit, layer },
    values: { reason },
  });
}
