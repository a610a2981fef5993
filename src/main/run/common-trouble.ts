import type { FailureData } from '../../shared/base/index.ts';

/** `account`: no key or no credit. `storage`: no place for results or records. */
export type CommonTrouble = 'account' | 'storage';

const storageKinds: ReadonlySet<string> = new Set(['disk-full', 'not-writable', 'replaced']);

/**
 * Trouble that every other cell would meet too, so that the run stops or pauses whatever its `on_error` says: going on
 * would cost money for nothing. Null for a failure that is the cell's own.
 */
export function commonTrouble({ code, kind }: Pick<FailureData, 'code' | 'kind'>): CommonTrouble | null {
  if (code === 'ProviderError' && (kind === 'auth' || kind === 'credit')) return 'account';
  const isStorage = (code === 'OutputFolderError' && storageKinds.has(kind)) || code === 'DatabaseError';
  return isStorage ? 'storage' : null;
}
