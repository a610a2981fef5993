import { resolve } from 'node:path';
import { UsageError } from '../../shared/base/index.ts';
import { importUnits, parseTable } from '../../shared/matrix/index.ts';
import { isShippedFile } from '../matrix/index.ts';
import type { Documents } from './documents.ts';

/** What a table has done to a document. */
export interface ImportedTable {
  /** Units that were not there before. */
  added: number;
  /** Units that got the variables of their row. */
  changed: number;
}

/**
 * Takes a table into a document and saves it, as one edit; what the file was is kept as `.bak`. Throws MatrixFormatError
 * `table` with the line, DocumentConflictError while another program has the document open, and UsageError for a shipped
 * example or a document with unsaved changes, which nobody asked to save.
 */
export async function importTable(
  file: string,
  text: string,
  { documents, resources }: { documents: Documents; resources: string },
): Promise<ImportedTable> {
  if (isShippedFile(resources, resolve(file))) throw refused(file, 'it is an example of Telar', 'Copy it first.');
  const table = parseTable(text);
  const session = await documents.open(file);
  try {
    const { recovered, revision } = session.describe();
    if (recovered) {
      throw refused(
        file,
        'it has unsaved changes of an earlier session',
        'Open it in the studio and save it, or undo them.',
      );
    }
    const before = new Set(session.matrix.units.map((unit) => unit.id));
    session.edit({ baseRevision: revision, edit: importUnits(session.matrix, table), label: 'Import table' });
    await session.save();
    const changed = table.rows.filter((row) => before.has(row.id)).length;
    return { added: table.rows.length - changed, changed };
  } finally {
    await documents.closeOne(session.id);
  }
}

function refused(file: string, reason: string, hint: string): Error {
  return new UsageError('invalid', `The table was not taken in: ${reason}.`, { hint, place: { file } });
}
