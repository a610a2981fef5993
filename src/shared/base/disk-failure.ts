import { OutputFolderError, type TelarError } from './failure.ts';

const kinds = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'not-writable',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EIO: 'not-writable',
  EMFILE: 'not-writable',
} as const;

const hints = {
  'disk-full': 'Free some space on this disk, then run again: what is finished stays, what was paid is fetched.',
  'not-writable': 'Make the folder writable, or choose another output folder.',
};

/**
 * The failure of a write that the system refused, or null for any other error. Native libraries tell of a full disk by
 * words only.
 */
export function diskFailure(error: unknown, folder?: string): TelarError | null {
  if (!(error instanceof Error)) return null;
  const { code, path } = error as { code?: unknown; path?: unknown };
  const kind = /no space left on device/i.test(error.message)
    ? 'disk-full'
    : (Object.entries(kinds).find(([name]) => name === code)?.[1] ?? null);
  if (kind === null) return null;
  const place = folder ?? (typeof path === 'string' ? path : '');
  const reason = error.message;
  return new OutputFolderError(kind, `Telar cannot write to the output folder ${place}: ${reason}`, {
    hint: hints[kind],
    place: { file: place },
    values: { folder: place, reason },
    cause: error,
  });
}
