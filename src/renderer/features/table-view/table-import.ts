import { parseTable, type MatrixDocument, type Unit } from '../../../shared/matrix/index.ts';

/** What taking a table in will do to the document's units. */
export interface ImportPlan {
  added: number;
  changed: number;
  unchanged: number;
  /** Variables that no unit has yet. */
  newVariables: string[];
}

/** Compares a CSV or TSV text with the units. Throws MatrixFormatError `table` with the line. */
export function planImport(matrix: MatrixDocument, text: string): ImportPlan {
  const { rows, columns } = parseTable(text);
  const units = new Map<string, Unit>(matrix.units.map((unit) => [unit.id, unit]));
  const names = [...new Set(columns.map(({ name }) => name))];
  const known = new Set(matrix.units.flatMap((unit) => Object.keys(unit.vars)));
  const plan = { added: 0, changed: 0, unchanged: 0, newVariables: names.filter((name) => !known.has(name)) };
  for (const { id, vars } of rows) {
    const unit = units.get(id);
    if (unit === undefined) plan.added += 1;
    else if (names.some((name) => unit.vars[name] !== vars[name])) plan.changed += 1;
    else plan.unchanged += 1;
  }
  return plan;
}
