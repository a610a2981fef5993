/** Rows as text that spreadsheets take: fields with a tab, a line end or a quote stand in quotes, as Excel writes them. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

function quoted(field: string): string {
  return /[\t\r\n"]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Reads what spreadsheets put on the clipboard; a line end at the very end begins no row. */
export function readTsv(text: string): string[][] {
  if (text === '') return [];
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const { field, end } = readField(text, at);
    row.push(field);
    const separator = text[end];
    if (separator === '\t') {
      at = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    if (at >= text.length) return rows;
  }
}

/** A quote opens a quoted field only at its start; in the middle it is a sign like others. */
function readField(text: string, start: number): { field: string; end: number } {
  if (text[start] === '"') {
    const closed = /"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|$)/y;
    closed.lastIndex = start;
    const match = closed.exec(text);
    if (match !== null) return { field: (match[1] ?? '').replaceAll('""', '"'), end: start + match[0].length };
  }
  const rest = text.slice(start).search(/[\t\r\n]/);
  const end = rest === -1 ? text.length : start + rest;
  return { field: text.slice(start, end), end };
}
