import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { KeyStoreError } from '../../../shared/base/index.ts';
import { minPassphraseLength } from '../../../shared/contract/index.ts';
import { writeFileAtomic } from '../atomic-file.ts';
import { newBoxKey, openBox, sealText, type BoxKey } from './sealed-box.ts';
import type { SecretStore } from './secret-store.ts';

const content = z.record(z.string(), z.string());

/** Secrets in one encrypted file, readable by its owner only. */
export interface FileSecrets extends SecretStore {
  /** `absent`: there is no file yet, the first passphrase makes it. */
  state(): 'absent' | 'locked' | 'open';
  /**
   * Opens the file, or makes an empty one. Throws KeyStoreError `wrong-passphrase`, `damaged-file` or `weak-passphrase`.
   */
  unlock(passphrase: string): Promise<void>;
  /** Forgets what it knows. */
  lock(): void;
}

/** The store over a file; nothing is read before it is unlocked. */
export function createFileSecrets(file: string): FileSecrets {
  let opened: { key: BoxKey; values: Record<string, string> } | null = null;
  let writing: Promise<void> = Promise.resolve();

  function values(): Record<string, string> {
    if (opened === null) throw lockedKeys();
    return opened.values;
  }

  /** One write after the other: each has the values of all before it. */
  function change(next: (present: Record<string, string>) => Record<string, string>): Promise<void> {
    const write = writing.then(async () => {
      const changed = next(values());
      if (opened === null) throw lockedKeys();
      await writeFileAtomic(file, sealText(JSON.stringify(changed), opened.key), { mode: 0o600 });
      opened = { ...opened, values: changed };
    });
    writing = write.catch(() => undefined);
    return write;
  }

  return {
    describe: () => 'file',
    state: () => (opened !== null ? 'open' : existsSync(file) ? 'locked' : 'absent'),
    async unlock(passphrase) {
      if (!existsSync(file)) {
        if (passphrase.length < minPassphraseLength) throw weakPassphrase();
        opened = { key: await newBoxKey(passphrase), values: {} };
        await change((present) => present);
        return;
      }
      const box = await openBox(await readFile(file), passphrase);
      if (box.kind === 'wrong-passphrase') throw wrongPassphrase();
      if (box.kind === 'damaged') throw damaged(file);
      opened = { key: box.key, values: content.parse(JSON.parse(box.text)) };
    },
    lock() {
      opened = null;
    },
    async get(name) {
      return values()[name] ?? null;
    },
    set: (name, value) => change((present) => ({ ...present, [name]: value })),
    delete: (name) => change((present) => Object.fromEntries(Object.entries(present).filter(([key]) => key !== name))),
  };
}

/** The failure of keys whose file is not unlocked. */
export function lockedKeys(): Error {
  return new KeyStoreError('locked', 'The keys are locked: their file needs its passphrase.', {
    hint: 'Enter the passphrase under Settings → Providers, or set TELAR_PASSPHRASE.',
  });
}

function weakPassphrase(): Error {
  return new KeyStoreError('weak-passphrase', `The passphrase is shorter than ${minPassphraseLength} characters.`, {
    hint: 'Choose a longer one: several words are easy to remember and hard to guess.',
    values: { length: minPassphraseLength },
  });
}

function wrongPassphrase(): Error {
  return new KeyStoreError('wrong-passphrase', 'This is not the passphrase of the key file.', {
    hint: 'Try again. If it is lost, remove the key file and enter the keys anew.',
  });
}

function damaged(file: string): Error {
  return new KeyStoreError('damaged-file', `The key file ${file} is damaged.`, {
    hint: 'Move it away and enter the keys anew.',
    place: { file },
    values: { file },
  });
}
