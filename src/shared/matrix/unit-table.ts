import { stringify } from 'csv-stringify/browser/esm/sync';
import type { MatrixDocument } from './document.ts';
import type { MatrixEdit, SingleEdit } from './edit-schema.ts';
import type { TableSeparator, UnitTable, VariableType } from './parse-table.ts';
import { unitVariables } from './variable-edits.ts';

/**
 * The edit that takes a table into a document: a known unit gets the variables of the columns (an empty field removes
 * one, variables without a column stay), an unknown one is added at the end.
 */
export function importUnits(matrix: MatrixDocument, table: UnitTable): MatrixEdit {
  const known = new Map(matrix.units.map((unit) => [unit.id, unit]));
  const columns = new Set(table.columns.map((column) => column.name));
  let end = matrix.units.length;
  const edits = table.rows.map(({ id, vars }): SingleEdit => {
    const unit = known.get(id);
    if (unit === undefined) return { type: 'insert-unit', index: end++, unit: { id, vars, cells: {} } };
    const others = Object.entries(unit.vars).filter(([name]) => !columns.has(name));
    return { type: 'set-unit', unit: id, changes: { vars: { ...Object.fromEntries(others), ...vars } } };
  });
  return { type: 'batch', edits };
}

/**
 * Units and their variables, in the order of the table's columns, as CSV or TSV with CRLF, as RFC 4180 has it: what importUnits reads back exactly. A variable
 * that has several types in different units becomes a column of each.
 */
export function unitsToCsv(matrix: MatrixDocument, options: { separator?: TableSeparator } = {}): string {
  const columns = columnsOf(matrix);
  const header = ['id', ...columns.map(({ name, type }) => (type === 'string' ? name : `${name}:${type}`))];
  const rows = matrix.units.map((unit) => [
    unit.id,
    ...columns.map(({ name, type }) => {
      const value = unit.vars[name];
      return typeof value === type ? String(value) : undefined;
    }),
  ]);
  return stringify([header, ...rows], {
    delimiter: options.separator ?? ',',
    record_delimiter: '\r\n',
    // An empty string is a value, an empty field is none; other line ends would be taken for the end of the row.
    quoted_match: [/^$/, /[\r\n\t;]/, /^\uFEFF/],
  });
}

function columnsOf(matrix: MatrixDocument): { name: string; type: VariableType }[] {
  const columns = new Map<string, { name: string; type: VariableType }>();
  for (const { vars } of matrix.units) {
    for (const [name, value] of Object.entries(vars)) {
      const type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';
      columns.set(`${name}:${type}`, { name, type });
    }
  }
  const order = new Map(unitVariables(matrix).map((name, index) => [name, index]));
  const placeOf = (name: string): number => order.get(name) ?? order.size;
  return [...columns.values()].sort((a, b) => placeOf(a.name) - placeOf(b.name));
}
