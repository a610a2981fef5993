// Just what is used here: the package's own declarations bring in Node's, which shared code must not see.
export interface CsvField {
  text: string;
  quoted: boolean;
  /** Line on which the field begins, or ends if it has several; from 1. */
  line: number;
}

export class CsvError extends Error {
  readonly code: string;
  /** Line on which the parser stopped, from 1. */
  readonly lines: number;
}

export function parse(
  text: string,
  options: {
    bom: boolean;
    delimiter: string;
    relax_column_count: boolean;
    skip_empty_lines: boolean;
    cast: (value: string, context: { quoting: boolean; lines: number }) => CsvField;
  },
): CsvField[][];
