import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  KeyKeeping,
  ProviderInfo,
  ProviderName,
  ProvidersOverview,
  SecretPlace,
} from '../../shared/contract/index.ts';
import type { StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';

export interface ProvidersState {
  /** Null until they are known. */
  providers: readonly ProviderInfo[] | null;
  keeping: KeyKeeping | null;
  /** Providers that are being asked at this moment. */
  testing: ReadonlySet<ProviderName>;
}

/** What a change of the settings of a provider may say. */
export interface ProviderChanges {
  baseUrl?: string | null;
  concurrency?: number | null;
}

/** Keys, addresses and availability of the providers. No key is ever in here. */
export interface ProviderStore extends StoreApi<ProvidersState> {
  refresh(): Promise<void>;
  /** False when it was refused, which the user then has been told. */
  setKey(provider: ProviderName, key: string): Promise<boolean>;
  removeKey(provider: ProviderName): Promise<boolean>;
  configure(provider: ProviderName, changes: ProviderChanges): Promise<boolean>;
  test(provider: ProviderName): Promise<boolean>;
  keepIn(place: SecretPlace, passphrase: string | null): Promise<boolean>;
  unlock(passphrase: string): Promise<boolean>;
  forgetKeys(): Promise<boolean>;
}

/** Creates the store of the providers. */
export function createProviderStore({ client }: StudioLink, attempt: Attempt): ProviderStore {
  const store = createStore<ProvidersState>()(() => ({ providers: null, keeping: null, testing: new Set() }));

  function take(ask: () => Promise<ProvidersOverview>): Promise<boolean> {
    return attempt(async () => {
      store.setState(await ask());
    });
  }

  function mark(provider: ProviderName, isTesting: boolean): void {
    store.setState(({ testing }) => {
      const next = new Set(testing);
      if (isTesting) next.add(provider);
      else next.delete(provider);
      return { testing: next };
    });
  }

  return {
    ...store,
    refresh: latestOnly(async () => {
      await take(() => client.providers.list());
    }),
    setKey: (provider, key) => take(() => client.providers.setKey({ provider, key })),
    removeKey: (provider) => take(() => client.providers.removeKey({ provider })),
    configure: (provider, changes) => take(() => client.providers.configure({ provider, ...changes })),
    async test(provider) {
      mark(provider, true);
      try {
        return await attempt(async () => {
          const info = await client.providers.test({ provider });
          store.setState(({ providers }) => ({
            providers: providers?.map((each) => (each.provider === provider ? info : each)) ?? null,
          }));
        });
      } finally {
        mark(provider, false);
      }
    },
    keepIn: (place, passphrase) =>
      take(() => client.providers.keepIn(passphrase === null ? { place } : { place, passphrase })),
    unlock: (passphrase) => take(() => client.providers.unlock({ passphrase })),
    forgetKeys: () => take(() => client.providers.forgetKeys()),
  };
}
