import { expect, it } from 'vitest';
import { toFailure } from '../../../shared/base/index.ts';
import { createSystemKeychain, type OpenEntry } from './system-keychain.ts';

/** A keychain in memory; `refuse` makes one of its calls fail as the system's would. */
function memoryKeychain(refuse: 'open' | 'set' | null = null): { open: OpenEntry; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const fail = (): never => {
    throw new Error("Couldn't access platform storage: AccessDenied.\n  at some place");
  };
  const open: OpenEntry = async (service, name) => {
    if (refuse === 'open') fail();
    const key = `${service}/${name}`;
    return await Promise.resolve({
      getPassword: () => Promise.resolve(kept.get(key) ?? null),
      setPassword: (value: string) => Promise.resolve(refuse === 'set' ? fail() : void kept.set(key, value)),
      deletePassword: () => Promise.resolve(kept.delete(key)),
    });
  };
  return { open, kept };
}

it('keeps, answers and forgets, under the name of its service', async () => {
  const { open, kept } = memoryKeychain();
  const keychain = createSystemKeychain('Telar', open);
  expect(await keychain.check()).toEqual({ isAvailable: true, reason: null, isWeak: false });
  await keychain.set('fal', 'one');
  await keychain.set('fal', 'two');
  expect([...kept]).toEqual([['Telar/fal', 'two']]);
  expect(await keychain.get('fal')).toBe('two');
  await keychain.delete('fal');
  await keychain.delete('fal');
  expect([...kept, await keychain.get('fal')]).toEqual([null]);
});

it.each(['open', 'set'] as const)('says why it cannot be used when the system refuses to %s', async (refuse) => {
  const keychain = createSystemKeychain('Telar', memoryKeychain(refuse).open);
  const reason = "Couldn't access platform storage: AccessDenied";
  expect(await keychain.check()).toEqual({ isAvailable: false, reason, isWeak: false });
  const failure = await keychain.set('fal', 'one').catch(toFailure);
  expect(failure).toMatchObject({ code: 'KeyStoreError', kind: 'no-keychain', values: { reason } });
});
