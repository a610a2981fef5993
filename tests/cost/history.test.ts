import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHistory, type History, type InferenceStart } from '../../src/main/cost/index.ts';
import { createRedactor, openDatabase, systemClock, type OpenDatabase } from '../../src/main/platform/index.ts';
import { createLedger } from '../../src/main/run/index.ts';
import {
  CancelledError,
  cellKey,
  documentId,
  microUsd,
  ProviderError,
  runId,
  takeId,
} from '../../src/shared/base/index.ts';
import { historyQuery } from '../../src/shared/contract/index.ts';
import { intentOf } from '../run/ledger-database.ts';

const secret = 'canary-4711-key';
let home: string;
let now: number;
let database: OpenDatabase;
let history: History;
let changes: number;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-history-'));
  now = Date.parse('2026-11-21T12:00:00Z');
  changes = 0;
  database = await openDatabase(home);
  history = open();
});
afterEach(async () => {
  await history.close();
  await database.close();
});

function open(): History {
  return createHistory(database.direct, {
    folder: join(home, 'logs'),
    clock: { ...systemClock, nowMs: () => now },
    redactor: createRedactor(() => [secret]),
    hasAmounts: true,
    onChange: () => (changes += 1),
    onError: (error) => {
      throw error;
    },
  });
}

function begin(more: Partial<InferenceStart> = {}) {
  return history.begin({
    runId: runId.parse('r1'),
    documentId: documentId.parse('d1'),
    documentFile: '/somewhere/film.telar.json',
    cell: cellKey.parse('a/plate'),
    provider: 'replicate',
    model: 'replicate/x/y',
    kind: 'paid',
    parameters: { prompt: 'p' },
    files: new Map(),
    estimateMicroUsd: microUsd.parse(3_000),
    ...more,
  });
}

const list = (query: object = {}) => history.list(historyQuery.parse(query)).items;

it('tells an inference with its files as descriptors and without the key in what went wrong', async () => {
  await writeFile(join(home, 'face.png'), 'picture');
  const files = new Map([['image', [{ path: join(home, 'face.png'), sha256: 'ab' }]]]);
  const parameters = { prompt: `say ${secret}`, image: 'face.png', mask: 'data:image/png;base64,AAEC' };
  const note = begin({ parameters, files });
  now += 1_500;
  const place = { unit: 'a' };
  note.failed(
    new ProviderError('failed', `The key ${secret} is bad`, { hint: 'Look.', place, values: { reason: secret } }),
  );
  expect(list()).toEqual([
    {
      id: expect.any(String) as string,
      runId: 'r1',
      documentId: 'd1',
      document: 'film',
      cell: 'a/plate',
      provider: 'replicate',
      model: 'replicate/x/y',
      kind: 'paid',
      state: 'failed',
      startedAtMs: now - 1_500,
      endedAtMs: now,
      parameters: {
        prompt: 'say [redacted]',
        image: { name: 'face.png', bytes: 7, sha256: 'ab' },
        mask: {
          mediaType: 'image/png',
          bytes: 3,
          sha256: 'ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc',
        },
      },
      estimateMicroUsd: 3_000,
      chargedMicroUsd: null,
      providerRequestId: null,
      takeId: null,
      failure: {
        code: 'ProviderError',
        kind: 'failed',
        message: 'The key [redacted] is bad',
        hint: 'Look.',
        place,
        values: { reason: '[redacted]' },
      },
    },
  ]);
  await history.close();
  const lines = (await readFile(join(home, 'logs', 'inferences.log'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { event: 'started', parameters: { prompt: 'say [redacted]' } },
    { event: 'failed', durationMs: 1_500, failure: { message: 'The key [redacted] is bad' } },
  ]);
  expect(lines.join('\n')).not.toContain(secret);
  history = open();
});

it('has the id and the charge that the ledger has, and a result that is fetched later', () => {
  const ledger = createLedger(database.direct, systemClock);
  const job = ledger.reserve(intentOf({ id: 'job-1', reserved: 3_000 }), null);
  const note = begin();
  note.ordered(job.id);
  ledger.record(job.id, { kind: 'submitted', remoteId: 'remote-1' });
  note.interrupted();
  expect(list()).toMatchObject([{ state: 'interrupted', providerRequestId: 'remote-1', takeId: null }]);
  ledger.record(job.id, { kind: 'downloaded', takes: [job.id] });
  ledger.record(job.id, { kind: 'charged', amount: 2_500, reason: null });
  history.fetched(job.id, job.id);
  expect(list()).toMatchObject([{ state: 'succeeded', takeId: 'job-1', chargedMicroUsd: 2_500 }]);
});

it('pages, and finds by model and by state', () => {
  for (let index = 0; index < 5; index++) {
    const note = begin({ model: index % 2 === 0 ? 'm/even' : 'm/odd' });
    if (index === 0) note.failed(new CancelledError());
    else note.succeeded(takeId.parse(`t${index}`));
  }
  const first = history.list(historyQuery.parse({ limit: 3 }));
  expect([first.items.map((each) => each.takeId), first.total, first.models]).toEqual([
    ['t4', 't3', 't2'],
    5,
    ['m/even', 'm/odd'],
  ]);
  expect(list({ limit: 3, after: first.items[2]?.id }).map((each) => each.state)).toEqual(['succeeded', 'cancelled']);
  expect(list({ model: 'm/odd' }).map((each) => each.takeId)).toEqual(['t3', 't1']);
  expect(list({ state: 'cancelled' })).toHaveLength(1);
});

it('knows how long a model took lately, without what failed, rehearsals and other models', () => {
  const take = takeId.parse('t1');
  for (const [ms, kind] of [
    [4_000, 'paid'],
    [9_000, 'paid'],
    [5_000, 'free'],
    [1, 'rehearsal'],
  ] as const) {
    const note = begin({ kind });
    now += ms;
    note.succeeded(take);
  }
  begin().failed(new ProviderError('policy', 'no', { hint: 'Change the prompt.' }));
  begin({ model: 'replicate/x/other' });
  expect(history.paces(['replicate/x/y', 'replicate/x/other', 'local/never'])).toEqual([
    { model: 'replicate/x/y', medianMs: 5_000, inferences: 3 },
  ]);
});

it('writes many states in one commit', () => {
  for (let index = 0; index < 1_000; index++) begin().succeeded(takeId.parse('t'));
  expect(list({ limit: 1_000 })).toHaveLength(1_000);
  expect(changes).toBe(1);
});

it('ends what a dead process left open, and forgets what is old or too much', () => {
  const dead = begin();
  list();
  history.tidy(() => false);
  expect(list()).toMatchObject([{ state: 'interrupted', endedAtMs: now }]);
  dead.succeeded(takeId.parse('t'));
  now += 91 * 86_400_000;
  database.direct.prepare("INSERT INTO settings VALUES ('historyRows', '100')").run();
  for (let index = 0; index < 120; index++) begin().succeeded(takeId.parse(`t${index}`));
  list();
  history.tidy(() => true);
  const kept = list({ limit: 1_000 });
  expect([kept.length, kept.at(-1)?.takeId]).toEqual([100, 't20']);
});

it('lists the inferences of one cell of one document', () => {
  begin();
  begin({ cell: cellKey.parse('b/plate') });
  begin({ documentId: documentId.parse('d2') });
  begin({ model: 'replicate/x/other' });
  const of = { documentId: 'd1', cell: 'a/plate' };
  const page = history.list(historyQuery.parse({ of }));
  expect(page.total).toBe(2);
  expect(page.items.map(({ model, documentId: id, cell }) => [model, id, cell])).toEqual([
    ['replicate/x/other', 'd1', 'a/plate'],
    ['replicate/x/y', 'd1', 'a/plate'],
  ]);
  expect(list({ of, model: 'replicate/x/y' })).toHaveLength(1);
});
