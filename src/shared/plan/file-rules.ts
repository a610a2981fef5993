import { LayerDependencyError, ParameterValidationError, type FailurePlace } from '../base/index.ts';

/**
 * Refuses a file that a document may not name (SPEC §3): an address of any scheme, or a path outside its folder that the
 * host did not find allowed. `files` holds what may be read. Throws ParameterValidationError `file-not-allowed`, or
 * LayerDependencyError `missing-file` for an allowed path where nothing is.
 */
export function checkFile(path: string, files: ReadonlyMap<string, string>, place: FailurePlace): void {
  const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path;
  if (isAddress(path))
    throw notAllowed(shown, 'it is an address, not a file', 'Download the file into the document’s folder.', place);
  if (files.has(path)) return;
  if (isOutside(path)) {
    throw notAllowed(shown, 'it is outside the document’s folder', 'Copy the file into the document’s folder.', place);
  }
  throw new LayerDependencyError('missing-file', `The file "${shown}" cannot be read.`, {
    hint: 'Put the file inside the document’s folder, or choose another.',
    place,
    values: { file: shown },
  });
}

/** `data:`, `file:`, `https:` and the like. One letter is a drive of Windows. */
export function isAddress(path: string): boolean {
  return /^\s*[A-Za-z][A-Za-z0-9+.-]+:/.test(path);
}

/** Absolute by the rules of POSIX or Windows, or above the folder it starts in. Needs no file system. */
export function isOutside(path: string): boolean {
  if (/^([\\/]|[A-Za-z]:)/.test(path) || path.includes('\0')) return true;
  let depth = 0;
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function notAllowed(file: string, what: string, hint: string, place: FailurePlace): Error {
  return new ParameterValidationError('file-not-allowed', `"${file}" may not be used here: ${what}.`, {
    hint,
    place,
    values: { parameter: place.parameter ?? '', file },
  });
}
