import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { downloadFile } from '../../src/main/artifact/index.ts';
import { createHistory } from '../../src/main/cost/index.ts';
import {
  createFalEngine,
  createModelFacts,
  createReplicateEngine,
  type ProviderAccess,
  type RemoteEngine,
} from '../../src/main/engine/index.ts';
import { createOutput } from '../../src/main/host/cli/output.ts';
import {
  createRedactor,
  openDatabase,
  openLog,
  systemClock,
  withoutSecrets,
  type OpenDatabase,
} from '../../src/main/platform/index.ts';
import { createLedger } from '../../src/main/run/index.ts';
import { CancelledError, fromFailure, toFailure } from '../../src/shared/base/index.ts';
import { testNetwork } from '../engine/subjects/network.ts';
import { paidTemplate } from '../engine/templates.ts';
import {
  faultsWith,
  jsonAnswer,
  startEchoServer,
  type EchoServer,
  type RawAnswer,
} from '../fakes/hostile/echo-server.ts';
import { tracesOf } from '../fakes/hostile/key-forms.ts';
import { searchFor, textOfFolder } from '../fakes/hostile/search.ts';
import { document, firstRun, intentOf } from '../run/ledger-database.ts';
import { freshFolder } from '../telar-process.ts';

const keys = {
  replicate: 'r8_CanaryOfReplicate+slash/equal=0123456789',
  fal: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0:cafe0123456789abcdef0123456789ab',
};
type Provider = keyof typeof keys;

/** One request of one call: what is answered before it, and the call itself. */
interface Step {
  before?: (origin: string) => RawAnswer;
  call: () => Promise<unknown>;
}

let home: string;
let echo: EchoServer;
let database: OpenDatabase;
const engines = {} as Record<Provider, RemoteEngine>;
let stepsOf: Record<Provider, Record<string, Step>>;
/** What was printed or thrown, and answers of calls. */
const told: (readonly [string, string])[] = [];

beforeAll(async () => {
  home = await freshFolder('canary-calls');
  echo = await startEchoServer();
  database = await openDatabase(home);
  const access = (provider: Provider) => (): ProviderAccess => ({
    key: keys[provider],
    baseUrl: provider === 'replicate' ? `${echo.origin}/v1` : echo.origin,
    concurrency: null,
  });
  engines.replicate = createReplicateEngine({ access: access('replicate'), fetch: testNetwork });
  engines.fal = createFalEngine({ access: access('fal'), fetch: testNetwork });
  const accesses = { replicate: access('replicate'), fal: access('fal') };
  const facts = createModelFacts({ access: accesses, fetch: testNetwork });
  const picture = join(home, 'picture.png');
  await writeFile(picture, 'not much of a picture');

  /** The calls that every engine has. */
  function callsOf(provider: Provider): Record<string, Step> {
    const engine = engines[provider];
    const remoteId = provider === 'fal' ? 'acme/painter/fast#job-1' : 'job1';
    const file = join(home, `${provider}.part`);
    const address = `${echo.origin}/out.png?signature=${encodeURIComponent(keys[provider])}`;
    const mayFetch = (url: URL): boolean => engine.mayFetch(url);
    const { signal } = new AbortController();
    return {
      test: { call: () => engine.testKey({}) },
      upload: { call: () => engine.upload(picture, 'image/png', {}) },
      submit: { call: () => engine.submit({ template: paidTemplate(provider), input: { prompt: 'a boat' } }) },
      check: { call: () => engine.check(remoteId, {}) },
      cancel: { call: () => engine.cancel(remoteId) },
      list: { call: () => engine.listSince(0, { endpoint: 'acme/painter' }) },
      download: {
        call: () => downloadFile(address, file, { fetch: testNetwork, mayFetch, assetType: 'image', signal }),
      },
    };
  }
  stepsOf = {
    replicate: {
      ...callsOf('replicate'),
      'list, next page': {
        before: (origin) => jsonAnswer(200, JSON.stringify({ results: [], next: `${origin}/v1/predictions?cursor=2` })),
        call: () => engines.replicate.listSince(0, { endpoint: 'acme/painter' }),
      },
      model: { call: () => facts.replicateModel('acme/painter') },
      version: {
        before: () => jsonAnswer(200, JSON.stringify({ owner: 'acme', name: 'painter' })),
        call: () => facts.replicateModel('acme/painter:7777777788888888'),
      },
    },
    fal: {
      ...callsOf('fal'),
      'upload, the bytes': {
        before: (origin) =>
          jsonAnswer(200, JSON.stringify({ upload_url: `${origin}/put`, file_url: `${origin}/file` })),
        call: () => engines.fal.upload(picture, 'image/png', {}),
      },
      result: {
        before: () => jsonAnswer(200, JSON.stringify({ status: 'COMPLETED' })),
        call: () => engines.fal.check('acme/painter/fast#job-2', {}),
      },
      schema: { call: () => facts.falSchema('acme/painter') },
      price: { call: () => facts.falPricing('acme/painter') },
    },
  };
});

afterAll(async () => {
  await echo.close();
  await database.close();
});

/** What the core, a crash and the command line do with a failure. */
function createSinks() {
  const redactor = createRedactor();
  for (const key of Object.values(keys)) redactor.addSecret(key);
  const log = openLog(home, { redactor, level: 'trace' });
  const onError = (error: unknown): void => void told.push(['what could not be written', inspect(error)]);
  const history = createHistory(database.direct, {
    folder: join(home, 'logs'),
    clock: systemClock,
    redactor,
    hasAmounts: true,
    onChange: () => undefined,
    onError,
  });
  const ledger = createLedger(database.direct, systemClock);
  const outputs = [createOutput(true), createOutput(false)];

  return {
    history,
    take(name: string, error: unknown): void {
      const failure = toFailure(error);
      // As a crash prints it, with all that is hidden in it.
      told.push([`${name}, printed`, inspect(error, { depth: 12, showHidden: true, maxStringLength: Infinity })]);
      told.push([`${name}, its stack`, String((error as Error).stack)]);
      told.push([`${name}, told to a window`, JSON.stringify(withoutSecrets(failure, redactor))]);
      log.error({ err: error, failure }, `it failed: ${failure.message}`);
      const start = { runId: firstRun, documentId: document, documentFile: join(home, 'a.telar.json') };
      const { cell } = intentOf({ id: randomUUID() });
      const what = { provider: 'replicate', model: 'replicate/acme/painter', kind: 'paid' } as const;
      const parameters = { prompt: failure.message };
      history
        .begin({ ...start, ...what, cell, parameters, files: new Map(), estimateMicroUsd: null })
        .failed(fromFailure(failure));
      for (const output of outputs) output.failure(failure);
    },
    /** What the ledger keeps of a submission that was refused. */
    book(error: unknown): void {
      const job = ledger.reserve(intentOf({ id: randomUUID() }), null);
      ledger.record(job.id, { kind: 'refused', reason: toFailure(error).message });
    },
    async close(): Promise<void> {
      await history.close();
    },
  };
}

/** The errors that a call ends in, also the failure of a job that it answers. */
function errorIn(outcome: PromiseSettledResult<unknown>): unknown {
  if (outcome.status === 'rejected') return outcome.reason;
  const answer = outcome.value as { state?: string; failure?: Parameters<typeof fromFailure>[0] } | null | undefined;
  return answer?.state === 'failed' && answer.failure !== undefined ? fromFailure(answer.failure) : null;
}

it('no call of a provider that fails tells the key, on more than 800 ways', async () => {
  const printed = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      told.push(['the command line', text.toString()]);
      return true;
    }),
  );
  const sinks = createSinks();
  const failed = new Set<string>();
  const untyped: string[] = [];
  try {
    for (const provider of ['replicate', 'fal'] as const) {
      for (const [step, { before, call }] of Object.entries(stepsOf[provider])) {
        for (const [fault, answer] of Object.entries(faultsWith(keys[provider]))) {
          // The body of a success is the result itself, from a server that gets no key.
          if (step === 'download' && !/^\d+$/.test(fault)) continue;
          const name = `${provider}: ${step}: ${fault}`;
          // A model that is not run by its name is looked up, which fails here in the same way.
          const isLookedUp = provider === 'replicate' && step === 'submit' && fault === '404';
          echo.answers = [
            ...(before === undefined ? [] : [before(echo.origin)]),
            answer,
            ...(isLookedUp ? [answer] : []),
          ];
          echo.asked = 0;
          const [outcome] = await Promise.allSettled([call()]);
          expect([name, echo.asked]).toEqual([name, echo.answers.length]);
          const error = errorIn(outcome);
          if (outcome.status === 'fulfilled') told.push([`${name}, answered`, inspect(outcome.value, { depth: 12 })]);
          if (error === null) continue;
          failed.add(name);
          if (toFailure(error).code === 'InternalError' && (error as Error).name !== 'SubmissionUnknownError') {
            untyped.push(`${name}: ${toFailure(error).message}`);
          }
          sinks.take(name, error);
          if (step === 'submit' && !(error instanceof CancelledError)) sinks.book(error);
        }
      }
    }
  } finally {
    for (const each of printed) each.mockRestore();
  }
  sinks.history.list({ limit: 100 });
  await sinks.close();

  expect(untyped).toEqual([]);
  expect(failed.size).toBeGreaterThan(800);
  const traces = Object.values(keys).flatMap(tracesOf);
  const files = await textOfFolder(home);
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['telar.db', 'logs/telar.log']));
  expect(searchFor(traces, [...told, ...files])).toEqual([]);
});
