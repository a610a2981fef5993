import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { toFailure } from '../../../shared/base/index.ts';
import { createFileSecrets } from './file-secrets.ts';

const passphrase = 'four lights in a row';
const key = 'r8_canary_of_the_file';
let file: string;

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'telar-secrets-')), 'keys.sealed');
});

async function kindOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'fine',
    (error: unknown) => toFailure(error).kind,
  );
}

it('keeps secrets for the next start, and shows none of them to whoever reads the file', async () => {
  const first = createFileSecrets(file);
  expect(first.state()).toBe('absent');
  await first.unlock(passphrase);
  await Promise.all([first.set('replicate', key), first.set('fal', 'other'), first.delete('none')]);
  const bytes = await readFile(file);
  expect(bytes.toString('latin1')).not.toContain('canary');
  expect(bytes.subarray(0, 8).toString()).toBe('TELARKEY');

  const second = createFileSecrets(file);
  expect([second.state(), await kindOf(second.get('replicate')), await kindOf(second.set('a', 'b'))]).toEqual([
    'locked',
    'locked',
    'locked',
  ]);
  expect(await kindOf(second.unlock('four lights in a raw'))).toBe('wrong-passphrase');
  await second.unlock(passphrase);
  expect([await second.get('replicate'), await second.get('fal'), await second.get('none')]).toEqual([
    key,
    'other',
    null,
  ]);
});

it.runIf(process.platform !== 'win32')('is readable by its owner only', async () => {
  const secrets = createFileSecrets(file);
  await secrets.unlock(passphrase);
  await secrets.set('replicate', key);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('never uses a nonce twice', async () => {
  const secrets = createFileSecrets(file);
  await secrets.unlock(passphrase);
  const nonces = new Set<string>();
  for (let count = 0; count < 8; count++) {
    await secrets.set('replicate', key);
    nonces.add((await readFile(file)).subarray(28, 40).toString('hex'));
  }
  expect(nonces.size).toBe(8);
});

it('takes the same letters of another Unicode form', async () => {
  await createFileSecrets(file).unlock('contraseña larga');
  expect(await kindOf(createFileSecrets(file).unlock('contrasen\u0303a larga'))).toBe('fine');
});

it('wants a passphrase that is worth the name', async () => {
  expect(await kindOf(createFileSecrets(file).unlock('1234567'))).toBe('weak-passphrase');
});

it.each([
  ['a changed version', 8, 'damaged-file'],
  ['a cost that would eat the memory', 9, 'damaged-file'],
  ['a changed salt', 15, 'wrong-passphrase'],
  ['a changed nonce', 30, 'wrong-passphrase'],
  ['a changed text', 41, 'wrong-passphrase'],
])('refuses %s', async (_what, position, kind) => {
  await createFileSecrets(file).unlock(passphrase);
  const bytes = await readFile(file);
  // Turned, not set: a salt, a nonce or a text of chance may hold any byte already.
  bytes[position] = (bytes[position] ?? 0) ^ 0xff;
  await writeFile(file, bytes);
  expect(await kindOf(createFileSecrets(file).unlock(passphrase))).toBe(kind);
});

it.each([
  ['nothing', ''],
  ['another file', 'TELARKEX and some more text that is long enough to be one of them'],
  ['a cut one', 'TELARKEY'],
])('calls %s a damaged file', async (_what, text) => {
  await writeFile(file, text);
  expect(await kindOf(createFileSecrets(file).unlock(passphrase))).toBe('damaged-file');
});
