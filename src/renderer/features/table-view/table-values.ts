import { cellKeyOf, type CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell, SingleEdit, Unit } from '../../../shared/matrix/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import type { GridPlace } from './grid-place.ts';
import { mainParameter } from './main-parameter.ts';
import type { GridColumn, TableFrame } from './table-frame.ts';

/** What the values of the table are read from. */
export interface TableSource {
  frame: TableFrame;
  cells: ReadonlyMap<CellKey, MatrixCell>;
  templates: ReadonlyMap<string, ModelTemplate>;
}

type LayerColumn = Extract<GridColumn, { kind: 'layer' }>;
type VariableColumn = Extract<GridColumn, { kind: 'variable' }>;
const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** The text at a place as it stands in the document, for copying and editing; null where there is none to edit. */
export function textAt(source: TableSource, { row, column }: GridPlace): string | null {
  const unit = source.frame.units[row];
  const at = source.frame.columns[column];
  if (unit === undefined || at === undefined) return null;
  switch (at.kind) {
    case 'unit':
      return unit.title ?? unit.id;
    case 'variable': {
      const value = unit.vars[at.name];
      return value === undefined ? '' : String(value);
    }
    case 'layer': {
      const parameter = parameterAt(source, unit, at);
      if (parameter === null) return null;
      const value = parametersAt(source, unit, at)[parameter];
      return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    }
  }
}

/** Key of the cell at a place, also of one that is left out; null for a place of another kind. */
export function keyAt({ columns, units }: TableFrame, { row, column }: GridPlace): CellKey | null {
  const unit = units[row];
  const at = columns[column];
  return unit === undefined || at?.kind !== 'layer' ? null : cellKeyOf(unit.id, at.layer.name);
}

/** The edit that makes a place say this text; null where it does already, or cannot. */
export function textEdit(source: TableSource, place: GridPlace, text: string): SingleEdit | null {
  const unit = source.frame.units[place.row];
  const at = source.frame.columns[place.column];
  if (unit === undefined || at === undefined || textAt(source, place) === text) return null;
  switch (at.kind) {
    case 'unit':
      return { type: 'set-unit', unit: unit.id, changes: { title: text.trim() === '' ? null : text.trim() } };
    case 'variable':
      return { type: 'set-unit-variable', unit: unit.id, name: at.name, value: readVariable(text, at) };
    case 'layer': {
      const parameter = parameterAt(source, unit, at);
      if (parameter === null) return null;
      const target = { type: 'set-cell-parameter', unit: unit.id, layer: at.layer.name, parameter } as const;
      const isUsual = at.layer.parameters[parameter] === text && unit.cells[at.layer.name] !== null;
      return isUsual ? target : { ...target, value: text };
    }
  }
}

/** The edit that takes a place's own value away: a cell falls back to its column, a variable is empty. */
export function clearEdit(source: TableSource, place: GridPlace): SingleEdit | null {
  const unit = source.frame.units[place.row];
  const at = source.frame.columns[place.column];
  if (unit === undefined || at === undefined) return null;
  switch (at.kind) {
    case 'unit':
      return unit.title === undefined ? null : { type: 'set-unit', unit: unit.id, changes: { title: null } };
    case 'variable':
      // Empty, not gone: a column of which every value is cleared stays where it is.
      if ((unit.vars[at.name] ?? '') === '') return null;
      return { type: 'set-unit-variable', unit: unit.id, name: at.name, value: '' };
    case 'layer': {
      const parameter = parameterAt(source, unit, at);
      if (parameter === null || unit.cells[at.layer.name]?.parameters?.[parameter] === undefined) return null;
      return { type: 'set-cell-parameter', unit: unit.id, layer: at.layer.name, parameter };
    }
  }
}

/** The edit that makes a place what another is: in its own column also whether the value is its own. */
export function fillEdit(source: TableSource, from: GridPlace, to: GridPlace): SingleEdit | null {
  const { columns, units } = source.frame;
  const at = columns[to.column];
  const unit = units[to.row];
  const model = units[from.row];
  if (at === undefined || unit === undefined || model === undefined || at.kind === 'unit') return null;
  if (from.column !== to.column) {
    const text = textAt(source, from);
    return text === null ? null : textEdit(source, to, text);
  }
  if (at.kind === 'variable') {
    const value = model.vars[at.name];
    if (value === unit.vars[at.name]) return null;
    return { type: 'set-unit-variable', unit: unit.id, name: at.name, ...(value === undefined ? {} : { value }) };
  }
  const parameter = parameterAt(source, unit, at);
  const own = parameter === null ? undefined : model.cells[at.layer.name]?.parameters?.[parameter];
  if (own === undefined) return clearEdit(source, to);
  return typeof own === 'string' ? textEdit(source, to, own) : null;
}

/** A typed text as the column's kind of value; what is none of it stays text, so that nothing typed is lost. */
export function readVariable(text: string, { type }: Pick<VariableColumn, 'type'>): string | number | boolean {
  const word = text.trim();
  if (type === 'boolean' && /^(true|false)$/i.test(word)) return word.toLowerCase() === 'true';
  if (type === 'number' && number.test(word) && Number.isFinite(Number(word))) return Number(word);
  return text;
}

/** Name of the parameter that is edited at a place. */
export function parameterAt(source: TableSource, unit: Unit, column: LayerColumn): string | null {
  const model = unit.cells[column.layer.name]?.model ?? column.layer.model;
  return mainParameter(source.templates.get(model) ?? null, parametersAt(source, unit, column));
}

function parametersAt({ cells }: TableSource, unit: Unit, { layer }: LayerColumn) {
  return cells.get(cellKeyOf(unit.id, layer.name))?.parameters ?? layer.parameters;
}
