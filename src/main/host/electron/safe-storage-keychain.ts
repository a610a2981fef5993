import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isErrno, keychainFailure, writeFileAtomic, type Keychain } from '../../platform/index.ts';

/** What is used of Electron's `safeStorage` (45: the asynchronous calls; the others are deprecated). */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
  /** On Linux only. */
  getSelectedStorageBackend?(): string;
}

const sealedFile = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.base64()) });
type Sealed = z.output<typeof sealedFile>['secrets'];

/**
 * Secrets in a file that only this user's keychain can decrypt. With Chromium's `basic_text` backend, for a Linux desktop
 * without a keyring, the password is the same everywhere: it counts as weak, and the user is told.
 */
export function createSafeStorageKeychain(storage: SafeStorage, file: string, platform: NodeJS.Platform): Keychain {
  let writing: Promise<void> = Promise.resolve();

  async function read(): Promise<Sealed> {
    try {
      return sealedFile.parse(JSON.parse(await readFile(file, 'utf8'))).secrets;
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return {};
      throw keychainFailure(error);
    }
  }

  /** One write after the other: each has the values of all before it. */
  function change(next: (present: Sealed) => Sealed): Promise<void> {
    const write = writing.then(async () => {
      const content = { version: 1, secrets: next(await read()) };
      await writeFileAtomic(file, `${JSON.stringify(content)}\n`, { mode: 0o600 });
    });
    writing = write.catch(() => undefined);
    return write;
  }

  async function set(name: string, value: string): Promise<void> {
    const sealed = await storage.encryptStringAsync(value).catch((error: unknown) => {
      throw keychainFailure(error);
    });
    await change((present) => ({ ...present, [name]: sealed.toString('base64') }));
  }

  return {
    describe: () => 'keychain',
    async get(name) {
      const sealed = (await read())[name];
      if (sealed === undefined) return null;
      const { result, shouldReEncrypt } = await storage
        .decryptStringAsync(Buffer.from(sealed, 'base64'))
        .catch((error: unknown) => {
          throw keychainFailure(error);
        });
      // The system has changed its key: what is written with the old one may soon not be readable.
      if (shouldReEncrypt) await set(name, result);
      return result;
    },
    set,
    delete: (name) => change((present) => Object.fromEntries(Object.entries(present).filter(([key]) => key !== name))),
    async check() {
      try {
        const isAvailable = await storage.isAsyncEncryptionAvailable();
        const backend = platform === 'linux' ? (storage.getSelectedStorageBackend?.() ?? 'unknown') : 'system';
        const reason = isAvailable ? null : 'the system offers no encryption';
        return { isAvailable, reason, isWeak: isAvailable && backend === 'basic_text' };
      } catch (error) {
        return { isAvailable: false, reason: error instanceof Error ? error.message : String(error), isWeak: false };
      }
    },
  };
}
