import type { CellKey, JsonObject, JsonValue, LayerName } from '../../../shared/base/index.ts';
import { cellKeyOf } from '../../../shared/base/index.ts';
import type { CellOverride, MatrixCell, MatrixDocument, MatrixEdit, SingleEdit } from '../../../shared/matrix/index.ts';
import { referenceText } from '../../../shared/matrix/index.ts';
import { parametersTaking } from '../../../shared/plan/index.ts';
import { isFileParameter, parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

export interface NewLayer {
  /** One step of undo. */
  edit: MatrixEdit;
  name: LayerName;
  /** The cell to go on with: in the unit of the cell it stands beside, else in the first; null in a document without units. */
  cell: CellKey | null;
}

/**
 * A layer at the end, made by a model; its cells read those of the column of `source`, where there is one. Units whose
 * source is left out are left out here too. What the model cannot do without comes from its first example.
 */
export function newLayer(matrix: MatrixDocument, template: ModelTemplate, source: MatrixCell | null): NewLayer {
  return insertion(matrix, template, {
    index: matrix.layers.length,
    beside: source,
    parameters: wired(template, source),
  });
}

export interface Place {
  index: number;
  /** The cell it reads or is read by; where its column is left out, the new one is too. */
  beside: MatrixCell | null;
  parameters: JsonObject;
}

/** A layer at a place, with what its model needs. */
export function insertion(
  matrix: MatrixDocument,
  template: ModelTemplate,
  { index, beside, parameters }: Place,
): NewLayer & { edit: SingleEdit } {
  const name = freeName(matrix, template.output.asset_type);
  const cells: Record<string, CellOverride | null> = {};
  if (beside !== null) {
    for (const unit of matrix.units) if (unit.cells[beside.layer.name] === null) cells[unit.id] = null;
  }
  const unit = beside?.unit ?? matrix.units[0];
  return {
    name,
    cell: unit === undefined ? null : cellKeyOf(unit.id, name),
    edit: {
      type: 'insert-layer',
      index,
      layer: {
        name,
        asset_type: template.output.asset_type,
        model: template.id,
        parameters: { ...requiredParameters(template), ...parameters },
        parallel_inference: true,
      },
      ...(Object.keys(cells).length === 0 ? {} : { cells }),
    },
  };
}

function wired(template: ModelTemplate, source: MatrixCell | null): JsonObject {
  if (source === null) return {};
  const [parameter] = parametersTaking(template, source.assetType);
  if (parameter === undefined) return {};
  const placeholder = referenceText(source, source, isFileParameter(template, parameter) ? 'path' : 'text');
  const isList = parameterSchemas(template)[parameter]?.type === 'array';
  return { [parameter]: isList ? [placeholder] : placeholder };
}

function requiredParameters(template: ModelTemplate): JsonObject {
  const example = template.examples[0]?.parameters ?? {};
  const required = (template.parameters.required ?? []) as string[];
  return Object.fromEntries(
    required.flatMap((name): [string, JsonValue][] => {
      const value = example[name];
      return value === undefined || isFileParameter(template, name) ? [] : [[name, value]];
    }),
  );
}

/** `image`, then `image-2`, `image-3`. */
function freeName(matrix: MatrixDocument, base: string): LayerName {
  const taken = new Set<string>(matrix.layers.map((layer) => layer.name));
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return name as LayerName;
}
