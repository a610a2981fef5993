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

/**
 * Where a new document goes: a folder of its own in the one that is looked at, because its results lie beside it. Letters
 * outside ASCII become the nearest ones, so that the path is the same on every system.
 */
export function freeDocumentPath(
  { folder, entries }: { folder: string; entries: readonly { name: string }[] },
  title: string,
): string {
  const words = title.normalize('NFKD').replace(/[^A-Za-z0-9\s_-]/g, '');
  const bare =
    words
      .trim()
      .replace(/[\s_-]+/g, '-')
      .toLowerCase()
      .slice(0, 60) || 'untitled';
  const taken = new Set(entries.map(({ name }) => name));
  let free = bare;
  for (let number = 2; taken.has(free); number += 1) free = `${bare}-${number}`;
  return inFolder(inFolder(folder, free), `${free}${documentEnding}`);
}

/** Path of a file in a folder, with the folder's kind of slash. */
export function inFolder(folder: string, name: string): string {
  const slash = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${slash}${name}`;
}
