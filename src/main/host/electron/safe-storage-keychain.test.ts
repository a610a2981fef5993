import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { toFailure } from '../../../shared/base/index.ts';
import { createSafeStorageKeychain, type SafeStorage } from './safe-storage-keychain.ts';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'telar-safe-')), 'keychain.json');
});

/** Encrypts by turning bytes round, under a system key that has a generation. */
function turning(changes: Partial<SafeStorage> = {}, generation = { now: 1 }): SafeStorage {
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(turned(Buffer.from(`${generation.now} ${text}`))),
    decryptStringAsync(encrypted) {
      const [made = '', ...rest] = turned(encrypted).toString().split(' ');
      return Promise.resolve({ result: rest.join(' '), shouldReEncrypt: Number(made) !== generation.now });
    },
    ...changes,
  };
}

const failureOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => `${toFailure(error).code}/${toFailure(error).kind}`,
  );

it('keeps secrets encrypted, in a file for its owner only, all of them when several are set at once', async () => {
  const keychain = createSafeStorageKeychain(turning(), file, 'darwin');
  expect(await keychain.get('fal')).toBe(null);
  await Promise.all([
    keychain.set('fal', 'canary one'),
    keychain.set('replicate', 'canary two'),
    keychain.set('x', 'y'),
  ]);
  await keychain.delete('x');
  const next = createSafeStorageKeychain(turning(), file, 'darwin');
  expect([await next.get('fal'), await next.get('replicate'), await next.get('x')]).toEqual([
    'canary one',
    'canary two',
    null,
  ]);
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain('canary');
  expect(text).not.toContain(Buffer.from('canary one').toString('base64'));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('writes a secret anew when the system has changed its key', async () => {
  const generation = { now: 1 };
  const keychain = createSafeStorageKeychain(turning({}, generation), file, 'win32');
  await keychain.set('fal', 'one');
  const before = await readFile(file, 'utf8');
  generation.now = 2;
  expect(await keychain.get('fal')).toBe('one');
  const after = await readFile(file, 'utf8');
  expect(after).not.toBe(before);
  expect(await keychain.get('fal')).toBe('one');
  expect(await readFile(file, 'utf8')).toBe(after);
});

describe('what can be said of it', () => {
  const fail = () => Promise.reject(new Error('the user said no'));

  it.each<[string, Partial<SafeStorage>, NodeJS.Platform, object]>([
    ['on macOS', {}, 'darwin', { isAvailable: true, reason: null, isWeak: false }],
    [
      'on a Linux desktop with a keyring',
      { getSelectedStorageBackend: () => 'gnome_libsecret' },
      'linux',
      { isAvailable: true, reason: null, isWeak: false },
    ],
    [
      'on one without: it protects nothing',
      { getSelectedStorageBackend: () => 'basic_text' },
      'linux',
      { isAvailable: true, reason: null, isWeak: true },
    ],
    [
      'without encryption',
      { isAsyncEncryptionAvailable: () => Promise.resolve(false) },
      'win32',
      { isAvailable: false, reason: 'the system offers no encryption', isWeak: false },
    ],
    [
      'when the system refuses',
      { isAsyncEncryptionAvailable: fail },
      'darwin',
      { isAvailable: false, reason: 'the user said no', isWeak: false },
    ],
  ])('%s', async (_what, changes, platform, expected) => {
    expect(await createSafeStorageKeychain(turning(changes), file, platform).check()).toEqual(expected);
  });

  it('is a typed failure when it does not do what it was asked', async () => {
    const good = createSafeStorageKeychain(turning(), file, 'darwin');
    await good.set('fal', 'one');
    const bad = createSafeStorageKeychain(
      turning({ encryptStringAsync: fail, decryptStringAsync: fail }),
      file,
      'darwin',
    );
    const refused = 'KeyStoreError/no-keychain';
    expect([await failureOf(bad.set('fal', 'two')), await failureOf(bad.get('fal'))]).toEqual([refused, refused]);
    expect(await good.get('fal')).toBe('one');
    await writeFile(file, '{"version":9}');
    expect(await failureOf(good.get('fal'))).toBe(refused);
  });
});
