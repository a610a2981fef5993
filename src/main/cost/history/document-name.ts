import { basename } from 'node:path';

/** Name of a document's file as people say it, without folders and ending. */
export function documentNameOf(file: string): string {
  return basename(file).replace(/\.telar\.json$|\.json$/i, '');
}
