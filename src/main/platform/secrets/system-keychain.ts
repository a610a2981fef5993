import { KeyStoreError } from '../../../shared/base/index.ts';
import type { Keychain } from './secret-store.ts';

/** What is used of an entry of @napi-rs/keyring (2.1: `AsyncEntry`). */
interface KeyringEntry {
  getPassword(): Promise<string | null | undefined>;
  setPassword(value: string): Promise<void>;
  deletePassword(): Promise<unknown>;
}

/** Opens the entry of a name; tests bring their own. */
export type OpenEntry = (service: string, name: string) => Promise<KeyringEntry>;

/**
 * The keychain of the operating system for plain Node: Keychain on macOS, Credential Manager on Windows, the Secret
 * Service on Linux, which a machine without a desktop does not have. `service` keeps data folders apart.
 */
export function createSystemKeychain(service: string, openEntry: OpenEntry = keyringEntry): Keychain {
  async function use<T>(name: string, work: (entry: KeyringEntry) => Promise<T>): Promise<T> {
    try {
      return await work(await openEntry(service, name));
    } catch (error) {
      throw keychainFailure(error);
    }
  }

  return {
    describe: () => 'keychain',
    get: (name) => use(name, async (entry) => (await entry.getPassword()) ?? null),
    set: (name, value) => use(name, (entry) => entry.setPassword(value)),
    delete: (name) =>
      use(name, async (entry) => {
        if ((await entry.getPassword()) != null) await entry.deletePassword();
      }),
    async check() {
      try {
        // Reading something that is not there succeeds even where nothing can be kept.
        const entry = await openEntry(service, 'check');
        await entry.setPassword('kept');
        const isKept = (await entry.getPassword()) === 'kept';
        await entry.deletePassword();
        return { isAvailable: isKept, reason: isKept ? null : 'it does not keep what it is given', isWeak: false };
      } catch (error) {
        return { isAvailable: false, reason: reasonOf(error), isWeak: false };
      }
    },
  };
}

/** The failure of a keychain that does not do what it was asked. */
export function keychainFailure(error: unknown): Error {
  return new KeyStoreError('no-keychain', `The keychain of this machine cannot be used: ${reasonOf(error)}.`, {
    hint: 'Keep the keys in an encrypted file, or for this session only.',
    values: { reason: reasonOf(error) },
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? message).replace(/\.$/, '');
}

/** Loaded when it is first needed: a machine without the package's binary has no keychain, and says so. */
async function keyringEntry(service: string, name: string): Promise<KeyringEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  // Without a Secret Service it would fall back to the kernel's keyring, which forgets everything at the next start.
  return new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
}
