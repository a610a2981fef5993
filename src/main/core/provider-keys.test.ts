import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { toFailure } from '../../shared/base/index.ts';
import type { Keychain } from '../platform/index.ts';
import { openProviderKeys, type ProviderKeys, type ProviderKeysOptions } from './provider-keys.ts';
import type { KeepingRow, ProviderStore } from './provider-store.ts';

const passphrase = 'four lights in a row';
let file: string;
let row: KeepingRow;
/** Keys that the redactor has heard of. */
let heard: string[];

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'telar-keys-')), 'keys.sealed');
  row = { place: null, names: [] };
  heard = [];
});

/** A start of the program on the same folder. */
function start(changes: Partial<ProviderKeysOptions> = {}): Promise<ProviderKeys> {
  const store: Pick<ProviderStore, 'keeping' | 'setKeeping'> = {
    keeping: () => Promise.resolve(row),
    setKeeping: (next) => Promise.resolve(void (row = next)),
  };
  return openProviderKeys({
    store: store as ProviderStore,
    environment: {},
    keychain: null,
    file,
    passphrase: null,
    log: pino({ level: 'silent' }),
    onKey: (key) => heard.push(key),
    ...changes,
  });
}

function memoryKeychain(kept = new Map<string, string>(), isWeak = false): Keychain {
  return {
    describe: () => 'keychain',
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    set: (name, value) => Promise.resolve(void kept.set(name, value)),
    delete: (name) => Promise.resolve(void kept.delete(name)),
    check: () => Promise.resolve({ isAvailable: true, reason: null, isWeak }),
  };
}

const kindOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => toFailure(error).kind,
  );

describe('a key of the environment', () => {
  const environment = { fal: { value: 'of the shell', variable: 'FAL_KEY' } };

  it('is used, told to the redactor, and cannot be changed here', async () => {
    const keys = await start({ environment, keychain: memoryKeychain() });
    expect([keys.get('fal'), heard]).toEqual([{ value: 'of the shell', source: 'environment' }, ['of the shell']]);
    expect(await kindOf(keys.set('fal', 'mine'))).toBe('set-by-environment');
    expect(await kindOf(keys.remove('fal'))).toBe('set-by-environment');
    await keys.forgetAll();
    expect(keys.get('fal')?.value).toBe('of the shell');
  });

  it('wins over a kept one, which is used again when it is gone', async () => {
    const keychain = memoryKeychain();
    await (await start({ keychain })).set('fal', 'kept');
    expect((await start({ keychain, environment })).get('fal')?.value).toBe('of the shell');
    expect((await start({ keychain })).get('fal')).toEqual({ value: 'kept', source: 'keychain' });
  });
});

describe('a key that the user enters', () => {
  it('goes to the keychain where there is one, and is forgotten when it is removed', async () => {
    const kept = new Map<string, string>();
    const keys = await start({ keychain: memoryKeychain(kept) });
    await keys.set('replicate', 'mine');
    expect([[...kept], heard, row]).toEqual([
      [['replicate', 'mine']],
      ['mine', 'mine'],
      { place: 'keychain', names: ['replicate'] },
    ]);
    await keys.remove('replicate');
    expect([[...kept], keys.get('replicate'), row.names]).toEqual([[], null, []]);
  });

  it.each([
    ['no keychain', null],
    ['one that protects nothing', memoryKeychain(new Map(), true)],
  ])('with %s has no place before the user chooses one', async (_what, keychain) => {
    const keys = await start({ keychain });
    expect(await kindOf(keys.set('replicate', 'mine'))).toBe('no-keychain');
    await keys.keepIn('session', null);
    await keys.set('replicate', 'mine');
    expect(keys.get('replicate')).toEqual({ value: 'mine', source: 'session' });
    // Nothing of it is left for the next start.
    expect([row, existsSync(file), (await start()).get('replicate')]).toEqual([
      { place: 'session', names: [] },
      false,
      null,
    ]);
  });

  it('lies in the encrypted file, locked until its passphrase is told', async () => {
    const first = await start();
    await first.keepIn('file', passphrase);
    await first.set('replicate', 'mine');

    const second = await start();
    expect([second.get('replicate'), second.isLocked('replicate'), second.isLocked('fal')]).toEqual([
      null,
      true,
      false,
    ]);
    expect(await kindOf(second.set('fal', 'another'))).toBe('locked');
    expect(await kindOf(second.unlock('four lights in a raw'))).toBe('wrong-passphrase');
    await second.unlock(passphrase);
    expect([second.get('replicate'), second.isLocked('replicate')]).toEqual([{ value: 'mine', source: 'file' }, false]);

    const unattended = await start({ passphrase });
    expect(unattended.get('replicate')?.value).toBe('mine');
    const wrong = await start({ passphrase: 'not the right one' });
    expect([wrong.get('replicate'), (await wrong.describe()).problem?.kind]).toEqual([null, 'wrong-passphrase']);
  });

  it('moves with the others when the place changes', async () => {
    const kept = new Map<string, string>();
    const keychain = memoryKeychain(kept);
    const keys = await start({ keychain });
    await keys.set('replicate', 'mine');
    await keys.keepIn('file', passphrase);
    expect([[...kept], keys.get('replicate')?.source, row.place]).toEqual([[], 'file', 'file']);
    await (await start({ keychain, passphrase })).keepIn('keychain', null);
    expect([...kept]).toEqual([['replicate', 'mine']]);
  });

  it('is gone everywhere when all are forgotten, also of a file whose passphrase is lost', async () => {
    const first = await start();
    await first.keepIn('file', passphrase);
    await first.set('replicate', 'mine');
    const second = await start();
    await second.forgetAll();
    expect([existsSync(file), row, second.isLocked('replicate')]).toEqual([false, { place: null, names: [] }, false]);
  });
});
