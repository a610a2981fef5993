import { readFile } from 'node:fs/promises';
import { UsageError } from '../../../shared/base/index.ts';
import { toLayersDict, unitsToCsv, type MatrixDocument } from '../../../shared/matrix/index.ts';
import { isErrno, writeFileExclusive } from '../../platform/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { withCore } from './with-core.ts';

/** What `telar export` can write. */
export type ExportFormat = 'csv' | 'tsv' | 'layers-dict';

export interface ExportFlags {
  output?: string;
  force?: boolean;
}

/** `telar export csv|layers-dict FILE`: the document in another form, to stdout or a file that does not exist yet. */
export async function exportCommand(
  file: string,
  format: ExportFormat,
  flags: ExportFlags,
  output: Output,
): Promise<number> {
  const text = await withCore({}, async (core) => formOf(await core.headless.read(file), format));
  if (flags.output === undefined) {
    output.line({ type: 'export', format, text });
    // The text ends its last line itself.
    output.raw(text);
    return exitCodes.done;
  }
  await writeExport(flags.output, text, flags.force === true);
  output.line({ type: 'export', format, file: flags.output });
  output.text(`Wrote ${flags.output}.`);
  return exitCodes.done;
}

/** `telar import csv FILE TABLE`: units and variables from a table into the document. */
export async function importCommand(file: string, table: string, output: Output): Promise<number> {
  const text = await readTable(table);
  const { added, changed } = await withCore({}, (core) => core.headless.importTable(file, text));
  output.line({ type: 'import', file, added, changed });
  output.text(`${file}: ${added} units added, ${changed} changed.`);
  return exitCodes.done;
}

function formOf(matrix: MatrixDocument, format: ExportFormat): string {
  if (format === 'layers-dict') return toLayersDict(matrix);
  return unitsToCsv(matrix, { separator: format === 'tsv' ? '\t' : ',' });
}

async function writeExport(file: string, text: string, isForced: boolean): Promise<void> {
  try {
    await writeFileExclusive(file, text, { replace: isForced });
  } catch (error) {
    const exists = isErrno(error, 'EEXIST');
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      'invalid',
      exists ? `There is already a file ${file}.` : `${file} cannot be written: ${reason}`,
      {
        hint: exists ? 'Choose another name, or replace it with --force.' : 'Check the path and its permissions.',
        place: { file },
        cause: error,
      },
    );
  }
}

async function readTable(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError('invalid', `The table ${file} cannot be read: ${reason}`, {
      hint: 'Name a CSV or TSV file that is UTF-8 text.',
      place: { file },
      cause: error,
    });
  }
}
