import { join } from 'node:path';
import type { ProviderName } from '../../shared/contract/index.ts';
import { systemClock, type Database, type Logger, type Redactor } from '../platform/index.ts';
import type { CoreOptions } from './core.ts';
import type { EventHub } from './event-hub.ts';
import { createProviders, type Providers } from './provider-access.ts';
import { providerVariables } from './provider-environment.ts';
import { openProviderKeys } from './provider-keys.ts';
import { createProviderStore } from './provider-store.ts';

export interface OpenProvidersOptions {
  options: Pick<CoreOptions, 'providers' | 'keychain' | 'passphrase'>;
  home: string;
  database: Database;
  events: EventHub;
  log: Logger;
  /** Hears of every key before it is used. */
  redactor: Redactor;
}

/** Keys and settings of the providers of a data folder. */
export async function openProviders(parts: OpenProvidersOptions): Promise<Providers> {
  const { options, home, database, events, log, redactor } = parts;
  const store = createProviderStore(database);
  const environment = options.providers ?? {};
  const keys = await openProviderKeys({
    store,
    environment: Object.fromEntries(
      (['replicate', 'fal'] as const satisfies ProviderName[]).flatMap((name) => {
        const value = environment[name]?.key ?? null;
        return value === null ? [] : [[name, { value, variable: providerVariables[name].key ?? '' }]];
      }),
    ),
    keychain: options.keychain ?? null,
    file: join(home, 'keys.sealed'),
    passphrase: options.passphrase ?? null,
    log,
    onKey: (key) => redactor.addSecret(key),
  });
  return createProviders({ store, keys, environment, events, clock: systemClock, log, redactor });
}
