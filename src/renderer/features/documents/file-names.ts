const documentEnding = '.telar.json';

/** Last part of a path, of either kind of slash. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Name of a table exported from a document: `story.telar.json` gives `story.csv`. */
export function tableNameOf(path: string, format: 'csv' | 'tsv'): string {
  const name = fileNameOf(path).replace(/(\.telar)?\.json$/i, '');
  return `${name === '' ? 'units' : name}.${format}`;
}

/** Where a copy would be saved: beside the document, under a name that says what it is. */
export function copyPathOf(path: string, suffix: string): string {
  const bare = path.endsWith(documentEnding) ? path.slice(0, -documentEnding.length) : path.replace(/\.json$/i, '');
  return `${bare}-${suffix}${documentEnding}`;
}
