import { basename, dirname, join } from 'node:path';

function beside(file: string, ending: string): string {
  return join(dirname(file), `.${basename(file)}.${ending}`);
}

/** Unsaved changes of a document: beside it, hidden. */
export function recoveryFileOf(file: string): string {
  return beside(file, 'recovery');
}

/** What the document was before the last save. */
export function backupFileOf(file: string): string {
  return beside(file, 'bak');
}

/** Own changes that were given up for what another program wrote. */
export function ownCopyFileOf(file: string): string {
  return beside(file, 'mine');
}

/** Held while a session may write the document. */
export function lockFileOf(file: string): string {
  return beside(file, 'lock');
}

/** A recovery copy that could not be read, kept for whoever wants to look. */
export function damagedRecoveryFileOf(file: string): string {
  return beside(file, 'recovery.damaged');
}
