import { DatabaseError, type TelarError } from '../../../shared/base/index.ts';

/** Does a write to the database. Throws DatabaseError when the disk is full or fails; nothing of it is stored then. */
export function durably<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw databaseFailure(error) ?? error;
  }
}

/** Whether SQLite found no room for a write. */
export function isDiskFull(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_FULL';
}

/** The failure of a write that SQLite could not do, or null for any other error. */
export function databaseFailure(error: unknown): TelarError | null {
  const code = codeOf(error);
  if (code === null || !/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(code)) return null;
  if (isDiskFull(error)) return dataDiskFull(error);
  const reason = error instanceof Error ? error.message : code;
  return new DatabaseError('write-failed', `The database could not be written: ${reason}.`, {
    hint: 'Check the disk of the data folder, then run again.',
    values: { reason },
    cause: error,
  });
}

/** The failure of a data folder without room. */
export function dataDiskFull(cause: unknown): TelarError {
  return new DatabaseError('disk-full', 'The disk of the data folder is full.', {
    hint: 'Free some space on this disk, then go on: nothing was sent to a provider without being written down.',
    values: { reason: cause instanceof Error ? cause.message : String(cause) },
    cause,
  });
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : null;
}
