import { DatabaseError } from '../../../shared/base/index.ts';

/** Does a write to the database. Throws DatabaseError when the disk is full or fails; nothing of it is stored then. */
export function durably<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    if (!(error instanceof Error) || typeof code !== 'string' || !/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(code)) {
      throw error;
    }
    const isFull = code === 'SQLITE_FULL';
    throw new DatabaseError(
      isFull ? 'disk-full' : 'write-failed',
      isFull ? 'The disk of the data folder is full.' : `The database could not be written: ${error.message}.`,
      {
        hint: isFull
          ? 'Free some space on this disk, then run again: nothing was sent to a provider without being written down.'
          : 'Check the disk of the data folder, then run again.',
        values: { reason: error.message },
        cause: error,
      },
    );
  }
}
