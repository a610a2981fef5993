import type { CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell, MatrixDocument } from '../../../shared/matrix/index.ts';
import {
  cellsAbove,
  cellsBelow,
  parametersTaking,
  wireChoices,
  type PlannedCell,
  type WireChoice,
} from '../../../shared/plan/index.ts';
import type { ModelTemplate, TemplateCatalog } from '../../../shared/template/index.ts';

/** What comes of letting one cell read another. */
export type WireVerdict =
  | { kind: 'refused'; reason: 'itself' | 'cycle' | 'type' | 'already' | 'model' }
  | { kind: 'open'; template: ModelTemplate; choices: readonly WireChoice[] };

export interface WireContext {
  matrix: MatrixDocument;
  templates: TemplateCatalog;
  planned: ReadonlyMap<CellKey, PlannedCell>;
}

/** Whether `reader` can read `source`, and by which parameters. */
export function judgeWire(reader: MatrixCell, source: MatrixCell, context: WireContext): WireVerdict {
  if (reader.key === source.key) return { kind: 'refused', reason: 'itself' };
  const template = context.templates.get(reader.model);
  if (template === undefined) return { kind: 'refused', reason: 'model' };
  if (parametersTaking(template, source.assetType).length === 0) return { kind: 'refused', reason: 'type' };
  if (cellsAbove(source.key, (key) => context.planned.get(key)?.dependsOn).has(reader.key)) {
    return { kind: 'refused', reason: 'cycle' };
  }
  const choices = wireChoices(context.matrix, reader, source, template);
  return choices.length === 0 ? { kind: 'refused', reason: 'already' } : { kind: 'open', template, choices };
}

/** Cells that a wire from this end cannot lead to without a circle: all above a source, all below a reader. */
export function closedCells(
  cell: CellKey,
  end: 'source' | 'target',
  planned: ReadonlyMap<CellKey, PlannedCell>,
): ReadonlySet<CellKey> {
  return end === 'source' ? cellsAbove(cell, (key) => planned.get(key)?.dependsOn) : cellsBelow(cell, planned.values());
}
