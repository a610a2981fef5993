import type { AssetType } from '../../../shared/artifact/index.ts';
import type { JsonValue } from '../../../shared/base/index.ts';
import type { MatrixCell, SingleEdit } from '../../../shared/matrix/index.ts';
import { parametersTaking } from '../../../shared/plan/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

/** What a file can become of a cell: the value of a parameter, or its take. */
export type DropChoice = { kind: 'parameter'; parameter: string; isList: boolean } | { kind: 'take' };

/** The uses of a file of one kind in a cell, the most likely first; none where the cell has no use for it. */
export function dropChoices(
  cell: Pick<MatrixCell, 'assetType' | 'locked'>,
  template: ModelTemplate | undefined,
  type: AssetType,
): DropChoice[] {
  const names = template === undefined ? [] : parametersTaking(template, type);
  const schemas = template === undefined ? {} : parameterSchemas(template);
  const parameters = names.map((parameter): DropChoice => ({
    kind: 'parameter',
    parameter,
    isList: schemas[parameter]?.items !== undefined,
  }));
  return cell.assetType === type && !cell.locked ? [...parameters, { kind: 'take' }] : parameters;
}

/** Kind of asset that a media type claims while a file is still held over the page; null where it claims nothing usable. */
export function claimedType(mediaType: string): AssetType | null {
  const [family] = mediaType.split('/');
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  return family === 'text' || mediaType === 'application/json' ? 'text' : null;
}

/** The edit that gives a cell a file, or the text of one; a list keeps what it has. */
export function fileEdit(
  cell: MatrixCell,
  choice: Extract<DropChoice, { kind: 'parameter' }>,
  value: string,
): SingleEdit {
  const present = cell.parameters[choice.parameter];
  const whole: JsonValue = choice.isList ? [...(Array.isArray(present) ? present : []), value] : value;
  return {
    type: 'set-cell-parameter',
    unit: cell.unit.id,
    layer: cell.layer.name,
    parameter: choice.parameter,
    value: whole,
  };
}

/** Cells that get one file each, in the order of the units: those of a column from a cell on downwards. */
export function cellsDownFrom(cells: readonly MatrixCell[], layer: string, unitIndex: number): MatrixCell[] {
  return cells
    .filter((cell) => cell.layer.name === layer && cell.unitIndex >= unitIndex)
    .sort((a, b) => a.unitIndex - b.unitIndex);
}
