import { providerAddress, type KeyKeeping } from '../../../shared/contract/index.ts';

/** Whether the user has to choose a place before the first key can be kept. */
export function needsPlace({ place, keychain }: Pick<KeyKeeping, 'place' | 'keychain'>): boolean {
  return place === null && (!keychain.isAvailable || keychain.isWeak);
}

/** What a field holds: a value, null for nothing, or something that is none. */
export type Read<T> = { kind: 'value'; value: T | null } | { kind: 'invalid' };

/** Reads the address of a provider; empty for its own. */
export function readAddress(text: string): Read<string> {
  if (text.trim() === '') return { kind: 'value', value: null };
  const read = providerAddress.safeParse(text);
  return read.success ? { kind: 'value', value: read.data } : { kind: 'invalid' };
}

/** Reads how many jobs may run at once; empty for the usual number. */
export function readConcurrency(text: string): Read<number> {
  const plain = text.trim();
  if (plain === '') return { kind: 'value', value: null };
  const value = /^\d{1,2}$/.test(plain) ? Number(plain) : 0;
  return value >= 1 && value <= 64 ? { kind: 'value', value } : { kind: 'invalid' };
}
