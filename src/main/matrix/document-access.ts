import { DocumentConflictError } from '../../shared/base/index.ts';
import { holdLockFile, isErrno, type HeldLock } from '../platform/index.ts';
import { lockFileOf } from './beside-document.ts';

/** Whether a session may write its document, and why not. */
export type Access = { lock: HeldLock } | { lock: null; readOnly: 'locked' | 'not-writable' };

/** Asks for the right to write a document; a living process that has it open keeps it. */
export async function requestAccess(file: string, onError: (error: unknown) => void): Promise<Access> {
  try {
    const result = await holdLockFile(lockFileOf(file), { onError });
    return 'lock' in result ? result : { lock: null, readOnly: 'locked' };
  } catch (error) {
    // Where no lock can be written the document could not be saved either; a missing folder is the reader's to tell.
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].some((code) => isErrno(error, code))) {
      return { lock: null, readOnly: 'not-writable' };
    }
    throw error;
  }
}

/** The failure of an edit that was made on an older state. */
export function staleRevision(file: string): Error {
  return new DocumentConflictError('stale-revision', 'The document changed while this edit was on its way.', {
    hint: 'Look at the new state and edit again.',
    place: { file },
  });
}

const readOnlyHints = {
  'newer-version': 'It was made by a newer Telar: update Telar to edit it.',
  locked: 'Another Telar has it open: close it there and reload, or save a copy under another name.',
  'not-writable': 'Its folder cannot be written: save a copy under another name.',
};

/** The failure of a change to a document that must not be changed. */
export function readOnlyFailure(reason: keyof typeof readOnlyHints, file: string): Error {
  return new DocumentConflictError('read-only', 'This document is read-only.', {
    hint: readOnlyHints[reason],
    place: { file },
    values: { reason },
  });
}
