import { ProviderUnavailableError, TelarError, UsageError, type FailureData } from '../../shared/base/index.ts';
import {
  providerName,
  type ProviderInfo,
  type ProviderName,
  type ProvidersOverview,
} from '../../shared/contract/index.ts';
import type { InlineEngine, OllamaEngine, ProviderAccess, RemoteCallOptions, RemoteEngine } from '../engine/index.ts';
import { lockedKeys, withoutSecrets, type Clock, type Logger, type Redactor } from '../platform/index.ts';
import type { EventHub } from './event-hub.ts';
import { providerVariables, secretsOfAddress, shownAddress } from './provider-environment.ts';
import { setByEnvironment, type ProviderKeys } from './provider-keys.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { lastFourOf, markOf, stateOf, troubleOf } from './provider-state.ts';
import type { ProviderOutcome, ProviderRow, ProviderStore } from './provider-store.ts';
import { watchEngine, watchInlineEngine, type EngineListener } from './watch-engine.ts';

/** Keys, addresses and availability of the providers; what changes here holds from the next request on. */
export interface Providers {
  readonly keys: ProviderKeys;
  /** Asked by an engine at each of its requests. */
  accessOf(provider: ProviderName): () => ProviderAccess;
  /** Origins that the user has set by hand, in the environment or in the settings. */
  pinnedOrigins(): string[];
  /** The engine, with what its requests meet told here; also the one that `test` asks. */
  watch(engine: RemoteEngine): RemoteEngine;
  watchOllama(engine: OllamaEngine): InlineEngine;
  overview(): Promise<ProvidersOverview>;
  configure(provider: ProviderName, changes: Partial<Pick<ProviderRow, 'baseUrl' | 'concurrency'>>): Promise<void>;
  test(provider: ProviderName, options: RemoteCallOptions): Promise<ProviderInfo>;
  /** Tells the windows that something changed. */
  changed(): void;
  /** Settles when what was learned is written down. */
  close(): Promise<void>;
}

export interface ProvidersOptions {
  store: ProviderStore;
  keys: ProviderKeys;
  environment: ProviderSettings;
  events: Pick<EventHub, 'publish'>;
  clock: Pick<Clock, 'nowMs'>;
  log: Logger;
  redactor: Redactor;
}

/** What a provider answers to a test. */
interface TestAnswer {
  account: string | null;
  /** Names of the models it has, where it lists them. */
  models: string[] | null;
}

type Tester = (options: RemoteCallOptions) => Promise<TestAnswer>;

/** The providers of this core. */
export async function createProviders(options: ProvidersOptions): Promise<Providers> {
  const { store, keys, environment, events, clock, log, redactor } = options;
  const rows = new Map<ProviderName, ProviderRow>();
  for (const name of providerName.options) rows.set(name, await store.provider(name));
  for (const name of providerName.options) {
    for (const secret of secretsOfAddress(environment[name]?.baseUrl ?? '')) redactor.addSecret(secret);
  }
  const testers = new Map<ProviderName, Tester>();
  /** What the last test of this session has found there. */
  const modelsOf = new Map<ProviderName, string[]>();
  let writing: Promise<void> = Promise.resolve();

  const rowOf = (name: ProviderName): ProviderRow =>
    rows.get(name) ?? { baseUrl: null, concurrency: null, outcome: null };
  const addressOf = (name: ProviderName): string | null => environment[name]?.baseUrl ?? rowOf(name).baseUrl;
  const keyOf = (name: ProviderName): string | null => keys.get(name)?.value ?? null;
  const markNow = (name: ProviderName): string => markOf(keyOf(name), addressOf(name));
  const changed = (): void => events.publish({ type: 'providers.changed' });

  /** The memory changes at once; the disk follows in order. */
  function put(name: ProviderName, changes: Partial<ProviderRow>): Promise<void> {
    const row = { ...rowOf(name), ...changes };
    rows.set(name, row);
    changed();
    const write = writing.then(() => store.setProvider(name, row));
    writing = write.catch((error: unknown) => log.error({ err: error }, 'the state of a provider could not be kept'));
    return write;
  }

  function learn(
    name: ProviderName,
    state: ProviderOutcome['state'],
    account: string | null,
    problem: FailureData | null,
  ) {
    const said = problem === null ? null : withoutSecrets(problem, redactor);
    const outcome = { state, account, problem: said, atMs: clock.nowMs(), mark: markNow(name) };
    // A failed write is logged above; the request that taught this has its own end.
    put(name, { outcome }).catch(() => undefined);
  }

  function infoOf(name: ProviderName): ProviderInfo {
    const { concurrency, outcome } = rowOf(name);
    const { key: keyVariable, baseUrl: baseUrlVariable } = providerVariables[name];
    const key = keys.get(name);
    const mark = markNow(name);
    const known = outcome?.mark === mark ? outcome : null;
    const address = addressOf(name);
    return {
      provider: name,
      state: stateOf({
        needsKey: keyVariable !== null,
        key: key?.value ?? null,
        isLocked: keys.isLocked(name),
        outcome,
        mark,
      }),
      key:
        keyVariable === null
          ? null
          : {
              isSet: key !== null,
              source: key?.source ?? null,
              lastFour: key === null ? null : lastFourOf(key.value),
              variable: keyVariable,
            },
      account: known?.account ?? null,
      models: known?.state === 'ready' ? (modelsOf.get(name) ?? null) : null,
      problem: known?.problem ?? null,
      lastTestAtMs: known?.atMs ?? null,
      baseUrl: {
        value: address === null ? null : shownAddress(address),
        isFromEnvironment: environment[name]?.baseUrl != null,
        variable: baseUrlVariable,
      },
      concurrency,
    };
  }

  function ask(name: ProviderName, callOptions: RemoteCallOptions): Promise<TestAnswer> {
    const tester = testers.get(name);
    if (tester === undefined) throw noEngineFor(name);
    if (keys.isLocked(name)) throw lockedKeys();
    return tester(callOptions);
  }

  function listenerOf(name: ProviderName): EngineListener {
    return {
      onAsk() {
        if (keys.isLocked(name)) throw lockedKeys();
      },
      onSuccess() {
        const { outcome } = rowOf(name);
        const isNews = outcome?.state !== 'ready' || outcome.mark !== markNow(name);
        if (isNews) learn(name, 'ready', outcome?.mark === markNow(name) ? outcome.account : null, null);
      },
      onFailure(failure) {
        const state = troubleOf(failure);
        const { outcome } = rowOf(name);
        const isNews = outcome?.state !== state || outcome.mark !== markNow(name);
        if (state !== null && isNews) learn(name, state, null, failure.toJSON());
      },
    };
  }

  return {
    keys,
    accessOf: (name) => () => ({
      key: keyOf(name),
      baseUrl: addressOf(name),
      concurrency: rowOf(name).concurrency,
    }),
    pinnedOrigins: () =>
      providerName.options
        .map(addressOf)
        .filter((address) => address !== null && URL.canParse(address))
        .map((address) => new URL(address ?? '').origin),
    watch(engine) {
      const name = providerName.parse(engine.provider);
      testers.set(name, async (callOptions) => ({ ...(await engine.testKey(callOptions)), models: null }));
      return watchEngine(engine, listenerOf(name));
    },
    watchOllama(engine) {
      testers.set('ollama', async (callOptions) => {
        const { models } = await engine.status(callOptions);
        return { account: null, models: models.map((each) => each.name) };
      });
      return watchInlineEngine(engine, listenerOf('ollama'));
    },
    async overview() {
      return { providers: providerName.options.map(infoOf), keeping: await keys.describe() };
    },
    async configure(name, changes) {
      if (changes.baseUrl !== undefined && environment[name]?.baseUrl != null) {
        throw setByEnvironment(providerVariables[name].baseUrl);
      }
      if (changes.baseUrl != null && !URL.canParse(changes.baseUrl)) throw noAddress(changes.baseUrl);
      await put(name, changes);
    },
    async test(name, callOptions) {
      try {
        const { account, models } = await ask(name, callOptions);
        if (models !== null) modelsOf.set(name, models);
        learn(name, 'ready', account, null);
      } catch (error) {
        const state = error instanceof TelarError ? troubleOf(error) : null;
        if (state === null) throw error;
        learn(name, state, null, (error as TelarError).toJSON());
      }
      return infoOf(name);
    },
    changed,
    close: () => writing,
  };
}

function noAddress(text: string): Error {
  return new UsageError('invalid', `"${text}" is not an address.`, {
    hint: 'Write it like https://example.com/v1.',
  });
}

function noEngineFor(name: ProviderName): Error {
  return new ProviderUnavailableError('no-engine', `Nothing here can run models of "${name}" yet.`, {
    hint: 'Use another provider.',
    values: { provider: name },
  });
}
