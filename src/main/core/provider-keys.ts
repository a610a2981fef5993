import { rm } from 'node:fs/promises';
import { KeyStoreError, toFailure, type FailureData } from '../../shared/base/index.ts';
import type { KeyKeeping, ProviderName, SecretPlace } from '../../shared/contract/index.ts';
import {
  createFileSecrets,
  createSessionSecrets,
  lockedKeys,
  type Keychain,
  type KeychainCheck,
  type Logger,
  type SecretSource,
  type SecretStore,
} from '../platform/index.ts';
import type { KeepingRow, ProviderStore } from './provider-store.ts';

/** A key that is ready to be used. */
export interface KnownKey {
  value: string;
  source: SecretSource;
}

/** The providers' keys. What was read or set is in memory, so that every request can ask for it. */
export interface ProviderKeys {
  get(provider: ProviderName): KnownKey | null;
  /** There is a key, in a file that is not unlocked. */
  isLocked(provider: ProviderName): boolean;
  /** Throws KeyStoreError when there is no place to keep it, or the environment sets it. */
  set(provider: ProviderName, key: string): Promise<void>;
  remove(provider: ProviderName): Promise<void>;
  describe(): Promise<KeyKeeping>;
  keepIn(place: SecretPlace, passphrase: string | null): Promise<void>;
  unlock(passphrase: string): Promise<void>;
  forgetAll(): Promise<void>;
}

export interface ProviderKeysOptions {
  store: ProviderStore;
  environment: Partial<Record<ProviderName, { value: string; variable: string }>>;
  keychain: Keychain | null;
  /** The encrypted file. */
  file: string;
  /** From `TELAR_PASSPHRASE`. */
  passphrase: string | null;
  log: Logger;
  /** Hears of every key before it is used, so that no log can have it. */
  onKey: (key: string) => void;
}

const noKeychain: KeychainCheck = { isAvailable: false, reason: 'this host has none', isWeak: false };

/** Reads the kept keys. What cannot be read is told by `describe`, and never keeps the program from starting. */
export async function openProviderKeys(options: ProviderKeysOptions): Promise<ProviderKeys> {
  const { store, environment, keychain, file, passphrase, log, onKey } = options;
  const fileSecrets = createFileSecrets(file);
  const session = createSessionSecrets();
  const known = new Map<ProviderName, KnownKey>();
  let row: KeepingRow = await store.keeping();
  let problem: FailureData | null = null;
  let checked: Promise<KeychainCheck> | null = null;

  function checkKeychain(): Promise<KeychainCheck> {
    checked ??= keychain === null ? Promise.resolve(noKeychain) : keychain.check();
    return checked;
  }

  function storeOf(place: SecretPlace): SecretStore {
    if (place === 'session') return session;
    if (place === 'file') return fileSecrets;
    if (keychain !== null) return keychain;
    throw noPlace(noKeychain.reason ?? '');
  }

  function learn(provider: ProviderName, key: KnownKey): void {
    onKey(key.value);
    known.set(provider, key);
  }

  async function readKept(place: SecretPlace): Promise<void> {
    for (const name of row.names as ProviderName[]) {
      const value = await storeOf(place).get(name);
      if (value !== null && environment[name] === undefined) learn(name, { value, source: place });
    }
  }

  async function save(next: KeepingRow): Promise<void> {
    // What is kept for this session only is not worth remembering.
    await store.setKeeping(next.place === 'session' ? { place: 'session', names: [] } : next);
    row = next;
  }

  /** The chosen place, else the keychain, else the file where its passphrase is known. */
  async function placeForNew(): Promise<SecretPlace> {
    if (row.place !== null) return row.place;
    const { isAvailable, isWeak, reason } = await checkKeychain();
    if (isAvailable && !isWeak) return 'keychain';
    if (passphrase === null) throw noPlace(isWeak ? 'it would not protect them' : (reason ?? ''));
    await fileSecrets.unlock(passphrase);
    return 'file';
  }

  function requireFree(provider: ProviderName): void {
    const variable = environment[provider]?.variable;
    if (variable !== undefined) throw setByEnvironment(variable);
  }

  for (const [name, { value }] of Object.entries(environment) as [ProviderName, { value: string }][]) {
    learn(name, { value, source: 'environment' });
  }
  try {
    if (row.place === 'file' && passphrase !== null && fileSecrets.state() === 'locked') {
      await fileSecrets.unlock(passphrase);
    }
    const isReadable = row.place === 'keychain' || (row.place === 'file' && fileSecrets.state() === 'open');
    if (row.place !== null && isReadable) await readKept(row.place);
  } catch (error) {
    log.error({ err: error }, 'kept keys could not be read');
    problem = toFailure(error);
  }

  return {
    get: (provider) => known.get(provider) ?? null,
    isLocked: (provider) =>
      row.place === 'file' &&
      fileSecrets.state() === 'locked' &&
      row.names.includes(provider) &&
      environment[provider] === undefined,
    async set(provider, key) {
      requireFree(provider);
      const place = await placeForNew();
      onKey(key);
      await storeOf(place).set(provider, key);
      await save({ place, names: [...new Set([...row.names, provider])] });
      learn(provider, { value: key, source: place });
    },
    async remove(provider) {
      requireFree(provider);
      if (row.place !== null) await storeOf(row.place).delete(provider);
      await save({ ...row, names: row.names.filter((name) => name !== provider) });
      known.delete(provider);
    },
    async describe() {
      const { isAvailable, reason, isWeak } = await checkKeychain();
      return { place: row.place, keychain: { isAvailable, reason, isWeak }, file: fileSecrets.state(), problem };
    },
    async keepIn(place, given) {
      const before = row.place;
      if (before === 'file' && fileSecrets.state() === 'locked' && row.names.length > 0) {
        if (given === null) throw lockedKeys();
        await fileSecrets.unlock(given);
        await readKept('file');
      }
      if (place === 'keychain') await requireKeychain();
      if (place === 'file' && fileSecrets.state() !== 'open') await fileSecrets.unlock(given ?? passphrase ?? '');
      const target = storeOf(place);
      const moving = [...known].filter(([, { source }]) => source !== 'environment');
      for (const [name, { value }] of moving) await target.set(name, value);
      await save({ place, names: moving.map(([name]) => name) });
      for (const [name, { value }] of moving) {
        learn(name, { value, source: place });
        if (before !== null && before !== place) await storeOf(before).delete(name);
      }
      problem = null;
    },
    async unlock(given) {
      await fileSecrets.unlock(given);
      await readKept('file');
      problem = null;
    },
    async forgetAll() {
      if (row.place === 'keychain') for (const name of row.names) await storeOf('keychain').delete(name);
      await rm(file, { force: true });
      fileSecrets.lock();
      for (const [name, { source }] of [...known]) if (source !== 'environment') known.delete(name);
      await save({ place: null, names: [] });
      problem = null;
    },
  };

  async function requireKeychain(): Promise<void> {
    const { isAvailable, reason } = await checkKeychain();
    if (!isAvailable) throw noPlace(reason ?? '');
  }
}

function noPlace(reason: string): Error {
  return new KeyStoreError('no-keychain', `The keychain of this machine cannot be used: ${reason}.`, {
    hint: 'Keep the keys in an encrypted file under a passphrase, or for this session only.',
    values: { reason },
  });
}

/** The failure of a change to what the environment sets. */
export function setByEnvironment(variable: string): Error {
  return new KeyStoreError('set-by-environment', `${variable} is set in the environment, which wins.`, {
    hint: `Change or remove ${variable} there, then start Telar again.`,
    values: { variable },
  });
}
