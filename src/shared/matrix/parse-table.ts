import { CsvError, parse, type CsvField } from 'csv-parse/browser/esm/sync';
import { MatrixFormatError, unitId, type UnitId } from '../base/index.ts';
import { foldedName } from './check-names.ts';
import { documentParts } from './document.ts';
import { isSafeNumber } from './syntax-tree.ts';
import { maxDocumentBytes, reservedKeys } from './limits.ts';

export type VariableType = 'string' | 'number' | 'boolean';

/** A column of variables. */
export interface TableColumn {
  name: string;
  type: VariableType;
}

/** Units as a spreadsheet has them. */
export interface UnitTable {
  columns: TableColumn[];
  rows: TableRow[];
}

export interface TableRow {
  id: UnitId;
  vars: Record<string, string | number | boolean>;
  /** Where the row begins in the text, from 1. */
  line: number;
}

export type TableSeparator = ',' | '\t' | ';';

const separators: TableSeparator[] = [',', '\t', ';'];
const maxRows = 10_000;
const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Reads CSV or TSV (RFC 4180 quoting, any line end, byte order mark): the first column is `id`, the others are
 * variables, strings unless the header says `name:number` or `name:boolean`. An empty field is no value; `""` is an
 * empty string. Without a separator the one that the header uses is taken. Throws MatrixFormatError `table` with the
 * line.
 */
export function parseTable(text: string, options: { separator?: TableSeparator } = {}): UnitTable {
  if (text.length > maxDocumentBytes) throw tableError(1, 'it is larger than 20 MB');
  const [header, ...records] = readRecords(text, options.separator ?? separatorOf(text));
  if (header === undefined) throw tableError(1, 'it is empty');
  if (records.length > maxRows) throw tableError(1, `it has more than ${maxRows} rows`);
  const columns = readHeader(header);
  const seen = new Map<string, number>();
  const rows = records.map((record) => {
    const row = readRow(record, columns);
    const earlier = seen.get(foldedName(row.id));
    if (earlier !== undefined) throw tableError(row.line, `the id "${row.id}" stands on line ${earlier} already`);
    seen.set(foldedName(row.id), row.line);
    return row;
  });
  return { columns, rows };
}

function readRecords(text: string, delimiter: string): CsvField[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      cast: (value, { quoting, lines }) => ({ text: value, quoted: quoting, line: lines }),
    });
  } catch (error) {
    if (error instanceof CsvError) throw tableError(error.lines, error.message);
    throw error;
  }
}

function separatorOf(text: string): TableSeparator {
  const end = text.search(/[\r\n]/);
  const header = end === -1 ? text : text.slice(0, end);
  return separators.find((separator) => header.includes(separator)) ?? ',';
}

function readHeader(header: readonly CsvField[]): TableColumn[] {
  const [first, ...others] = header;
  if (first?.text.trim() !== 'id')
    throw tableError(first?.line ?? 1, `the first column is "id", not "${first?.text ?? ''}"`);
  const seen = new Set<string>();
  return others.map(({ text, line }) => {
    const [name = '', type = 'string', ...rest] = text.trim().split(':');
    if (reservedKeys.has(name)) throw tableError(line, `the column "${text}" has a reserved name`);
    if (!documentParts.variableName.safeParse(name).success || rest.length > 0) {
      throw tableError(line, `"${text}" is no name of a variable (letters, digits and _)`);
    }
    if (type !== 'string' && type !== 'number' && type !== 'boolean') {
      throw tableError(line, `"${text}": a column is of type string, number or boolean`);
    }
    if (seen.has(`${name}:${type}`)) throw tableError(line, `the column "${text}" stands twice`);
    seen.add(`${name}:${type}`);
    return { name, type };
  });
}

function readRow(record: readonly CsvField[], columns: readonly TableColumn[]): TableRow {
  const [first, ...fields] = record;
  // A quoted field over several lines counts where it ends, so the row begins with its first field.
  const line = first?.line ?? 1;
  const id = unitId.safeParse(first?.text.trim());
  if (!id.success) throw tableError(line, `"${first?.text ?? ''}" is no id (letters, digits, - and _, at most 64)`);
  if (fields.length > columns.length) {
    throw tableError(line, `it has ${fields.length + 1} fields, the header has ${columns.length + 1}`);
  }
  const vars: TableRow['vars'] = {};
  fields.forEach((field, index) => {
    const column = columns[index];
    if (column === undefined || (field.text === '' && !field.quoted)) return;
    if (Object.hasOwn(vars, column.name)) throw tableError(line, `"${column.name}" has two values`);
    vars[column.name] = readValue(field.text, column, line);
  });
  return { id: id.data, vars, line };
}

function readValue(text: string, { name, type }: TableColumn, line: number): string | number | boolean {
  if (type === 'string') {
    if (text.isWellFormed()) return text;
    throw tableError(line, `"${name}" holds half of a character`);
  }
  const word = text.trim();
  if (type === 'boolean') {
    if (/^(true|false)$/i.test(word)) return word.toLowerCase() === 'true';
    throw tableError(line, `"${text}" in "${name}" is neither true nor false`);
  }
  if (number.test(word) && isSafeNumber(Number(word))) return Number(word);
  throw tableError(line, `"${text}" in "${name}" is no number that can be kept (with a point, up to 2^53-1)`);
}

function tableError(line: number, reason: string): Error {
  return new MatrixFormatError('table', `Line ${line} of the table: ${reason}.`, {
    hint: 'Correct the table and import it again. Nothing was changed.',
    place: { line },
    values: { line, reason },
  });
}
