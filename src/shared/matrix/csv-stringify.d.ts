// Just what is used here: the package's own declarations bring in Node's, which shared code must not see.
export function stringify(
  rows: readonly (readonly (string | undefined)[])[],
  options: { delimiter: string; record_delimiter: string; quoted_match: RegExp[] },
): string;
