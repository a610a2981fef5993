/** What a dropped file is. */
export type Dropped =
  { kind: 'document'; text: string } | { kind: 'table'; text: string } | { kind: 'not-text' } | { kind: 'unknown' };

/** Reads a dropped file by the ending of its name. Media are unknown here: they belong to the cell they fall on. */
export async function readDropped(file: File): Promise<Dropped> {
  const kind = /\.json$/i.test(file.name) ? 'document' : /\.(csv|tsv)$/i.test(file.name) ? 'table' : null;
  if (kind === null) return { kind: 'unknown' };
  try {
    return { kind, text: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) };
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'not-text' };
    throw error;
  }
}
