import { readFile } from 'node:fs/promises';
import { MatrixFormatError } from '../../shared/base/index.ts';
import { parseMatrixDocument, type MatrixDocument } from '../../shared/matrix/index.ts';
import { isErrno } from '../platform/index.ts';

/** Reads and parses a document. Throws MatrixFormatError with the place; the file is only read. */
export async function readDocument(file: string): Promise<{ matrix: MatrixDocument; text: string }> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const missing = isErrno(error, 'ENOENT');
    const reason = error instanceof Error ? error.message : String(error);
    const message = missing ? `There is no file ${file}.` : `The file ${file} cannot be read: ${reason}`;
    throw new MatrixFormatError(missing ? 'not-found' : 'unreadable', message, {
      hint: missing ? 'Check the path.' : 'Check the permissions of the file.',
      place: { file },
      values: { file, reason },
      cause: error,
    });
  });
  const text = decode(bytes, file);
  return { matrix: parseMatrixDocument(text, file), text };
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MatrixFormatError('not-utf8', 'The document is not UTF-8 text.', {
      hint: 'Save it as UTF-8 in a text editor. The file was not changed.',
      place: { file },
      cause: error,
    });
  }
}
