import type { ProvidersOverview } from '../../../shared/contract/index.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Keys, addresses and tests of the providers. No answer has a key in it. */
export function providerHandlers(studio: Studio, { providers }: RouterParts) {
  const { keys } = providers;

  async function after(work: Promise<void>): Promise<ProvidersOverview> {
    await work;
    providers.changed();
    return providers.overview();
  }

  return {
    list: studio.providers.list.handler(() => providers.overview()),
    setKey: studio.providers.setKey.handler(({ input }) => after(keys.set(input.provider, input.key))),
    removeKey: studio.providers.removeKey.handler(({ input }) => after(keys.remove(input.provider))),
    configure: studio.providers.configure.handler(({ input: { provider, baseUrl, concurrency } }) =>
      after(
        providers.configure(provider, {
          ...(baseUrl === undefined ? {} : { baseUrl }),
          ...(concurrency === undefined ? {} : { concurrency }),
        }),
      ),
    ),
    test: studio.providers.test.handler(({ input, signal }) =>
      providers.test(input.provider, signal === undefined ? {} : { signal }),
    ),
    keepIn: studio.providers.keepIn.handler(({ input }) => after(keys.keepIn(input.place, input.passphrase ?? null))),
    unlock: studio.providers.unlock.handler(({ input }) => after(keys.unlock(input.passphrase))),
    forgetKeys: studio.providers.forgetKeys.handler(() => after(keys.forgetAll())),
  };
}
