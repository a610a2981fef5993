import { LayerDependencyError, ParameterValidationError, type FailurePlace } from '../base/index.ts';
import { acceptsFile, type ModelTemplate } from '../template/index.ts';
import type { KnownState } from './known.ts';

/**
 * Refuses a file that a document may not name (SPEC §3): an address of any scheme, a hidden file, or a path outside its
 * folder that the host did not find allowed; and one whose content is not what the parameter takes, so that nothing
 * private is sent to a provider as a "picture". Throws ParameterValidationError `file-not-allowed` or `not-media`, or
 * LayerDependencyError `missing-file` for an allowed path where nothing is.
 */
export function checkFile(
  path: string,
  known: Pick<KnownState, 'files' | 'media'>,
  { template, place }: { template: ModelTemplate; place: FailurePlace & { parameter: string } },
): void {
  const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path;
  if (isAddress(path))
    throw notAllowed(shown, 'it is an address, not a file', 'Download the file into the document’s folder.', place);
  const mediaType = known.media?.get(path);
  const isWanted = typeof mediaType === 'string' && acceptsFile(template, place.parameter, mediaType);
  if (isWanted || (mediaType === undefined && known.files.has(path))) return;
  if (mediaType !== undefined) throw notMedia(shown, mediaType, place);
  if (isOutside(path)) {
    throw notAllowed(shown, 'it is outside the document’s folder', 'Copy the file into the document’s folder.', place);
  }
  if (isHidden(path)) {
    throw notAllowed(shown, 'a name that begins with a dot is a hidden file', 'Copy it under another name.', place);
  }
  throw new LayerDependencyError('missing-file', `The file "${shown}" cannot be read.`, {
    hint: 'Put the file inside the document’s folder, or choose another.',
    place,
    values: { file: shown },
  });
}

/** Whether a path names a file or folder whose name begins with a dot: settings and secrets, no material. */
export function isHidden(path: string): boolean {
  return path.split(/[\\/]/).some((segment) => /^\.+[^.]/.test(segment));
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

function notMedia(file: string, mediaType: string | null, place: FailurePlace & { parameter: string }): Error {
  const what = mediaType ?? 'no picture, video or sound';
  return new ParameterValidationError(
    'not-media',
    `"${place.parameter}" cannot take "${file}": by its content it is ${what}.`,
    {
      hint: 'Choose a PNG, JPEG or WebP picture, or the video or sound that the parameter takes.',
      place,
      values: { parameter: place.parameter, file },
    },
  );
}
