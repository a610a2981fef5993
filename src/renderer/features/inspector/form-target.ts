import type { JsonValue } from '../../../shared/base/index.ts';
import type { Layer, MatrixCell, MatrixEdit, SingleEdit } from '../../../shared/matrix/index.ts';

/** What a form changes: cells, each for itself, or a column's defaults. */
export type FormTarget =
  | { kind: 'cells'; cells: readonly [MatrixCell, ...MatrixCell[]] }
  /** `sample`: a cell of the column, from which placeholders are looked at; null while it has none. */
  | { kind: 'layer'; layer: Layer; sample: MatrixCell | null };

/** One new value for a parameter; no `value` takes it away. */
export interface ParameterChange {
  parameter: string;
  value?: JsonValue;
}

/** The one edit that makes these changes in all that the form is about: one step to undo. */
export function editOf(target: FormTarget, changes: readonly ParameterChange[]): MatrixEdit {
  const edits = changes.flatMap((change): SingleEdit[] =>
    target.kind === 'layer'
      ? [{ type: 'set-layer-parameter', layer: target.layer.name, ...change }]
      : target.cells.map(({ unit, layer }) => ({
          type: 'set-cell-parameter',
          unit: unit.id,
          layer: layer.name,
          ...change,
        })),
  );
  const [only] = edits;
  return edits.length === 1 && only !== undefined ? only : { type: 'batch', edits };
}

/** Makes a value that cells hold the column's, so that all its cells have it that do not say something else. */
export function forColumn(target: FormTarget, parameter: string, value: JsonValue): MatrixEdit {
  if (target.kind === 'layer') return editOf(target, [{ parameter, value }]);
  const layers = [...new Set(target.cells.map(({ layer }) => layer.name))];
  const resets = target.cells.flatMap(({ unit, layer, ownParameters }): SingleEdit[] =>
    ownParameters.includes(parameter)
      ? [{ type: 'set-cell-parameter', unit: unit.id, layer: layer.name, parameter }]
      : [],
  );
  const columns = layers.map((layer): SingleEdit => ({ type: 'set-layer-parameter', layer, parameter, value }));
  return { type: 'batch', edits: [...columns, ...resets] };
}

/** Takes all own parameters of cells away; what else they say about themselves stays. */
export function resetAll(cells: readonly MatrixCell[]): MatrixEdit {
  return {
    type: 'batch',
    edits: cells.flatMap(({ unit, layer, ownParameters }) =>
      ownParameters.map((parameter): SingleEdit => ({
        type: 'set-cell-parameter',
        unit: unit.id,
        layer: layer.name,
        parameter,
      })),
    ),
  };
}

/** The cell that a form sees placeholders from. */
export function sampleOf(target: FormTarget): MatrixCell | null {
  return target.kind === 'cells' ? target.cells[0] : target.sample;
}

/** A key of what the form is about: with another one, nothing typed belongs to it. */
export function targetKey(target: FormTarget): string {
  return target.kind === 'layer' ? `layer ${target.layer.name}` : target.cells.map(({ key }) => key).join(' ');
}
