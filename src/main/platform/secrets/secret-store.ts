/** Where a secret is kept. */
export type SecretSource = 'environment' | 'keychain' | 'file' | 'session';

/** Keeps secrets by name; a value that was set is the one that `get` answers from then on. */
export interface SecretStore {
  describe(): SecretSource;
  /** Null when there is none of that name. */
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Whether the keychain of this machine can be used. */
export interface KeychainCheck {
  isAvailable: boolean;
  /** Why it cannot be used, in the words of the system; null when it can. */
  reason: string | null;
  /** It answers, but protects nothing: its password is the same on every machine (Chromium's `basic_text`). */
  isWeak: boolean;
}

/** The operating system's own place for secrets. */
export interface Keychain extends SecretStore {
  /** Tries it; nothing of that stays. Never rejects. */
  check(): Promise<KeychainCheck>;
}

/** Keeps secrets until the program ends. */
export function createSessionSecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    describe: () => 'session',
    get: (name) => Promise.resolve(values.get(name) ?? null),
    set: (name, value) => Promise.resolve(void values.set(name, value)),
    delete: (name) => Promise.resolve(void values.delete(name)),
  };
}
