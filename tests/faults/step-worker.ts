// A process that makes the cells of a document one by one and kills itself at one named step of the first.
import { join, resolve } from 'node:path';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { openTakeStore, type TakeStore } from '../../src/main/artifact/index.ts';
import { createReplicateEngine, type RemoteEngine } from '../../src/main/engine/index.ts';
import { readDocument } from '../../src/main/matrix/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import { createFileHasher, createGuardedFetch, openDatabase, systemClock } from '../../src/main/platform/index.ts';
import { createCellExecutor, createLedger, createPace, defaultTiming, type Ledger } from '../../src/main/run/index.ts';
import { loadTemplates } from '../../src/main/template/index.ts';
import { documentId, runId } from '../../src/shared/base/index.ts';
import { buildPlan } from '../../src/shared/plan/index.ts';

/** Steps of a paid cell in their order; the process dies right before or after one of them. */
export const killPoints = [
  'before intent',
  'after intent',
  'after submission',
  'after submitted',
  'before take',
  'after take',
  'after downloaded',
  'after charged',
] as const;
export type KillPoint = (typeof killPoints)[number];

function dieAt(point: KillPoint): void {
  if (process.argv[5] === point) process.kill(process.pid, 'SIGKILL');
}

function watchedLedger(ledger: Ledger): Ledger {
  return {
    ...ledger,
    reserve(intent, cap) {
      dieAt('before intent');
      const job = ledger.reserve(intent, cap);
      dieAt('after intent');
      return job;
    },
    record(id, step) {
      const job = ledger.record(id, step);
      if (step.kind === 'submitted') dieAt('after submitted');
      if (step.kind === 'downloaded') dieAt('after downloaded');
      if (step.kind === 'charged') dieAt('after charged');
      return job;
    },
  };
}

function watchedEngine(engine: RemoteEngine): RemoteEngine {
  return {
    ...engine,
    async submit(job) {
      const id = await engine.submit(job);
      dieAt('after submission');
      return id;
    },
  };
}

function watchedTakes(takes: TakeStore): TakeStore {
  return {
    ...takes,
    async add(...args) {
      dieAt('before take');
      const take = await takes.add(...args);
      dieAt('after take');
      return take;
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const [home = '', file = '', baseUrl = ''] = process.argv.slice(2);
  const root = resolve(import.meta.dirname, '../..');
  const { matrix } = await readDocument(file);
  const { catalog } = await loadTemplates([join(root, 'resources', 'templates')]);
  const database = await openDatabase(home);
  const picture = createPictureProcess(createNodeChildLauncher((name) => join(root, 'out', 'main', `${name}.js`)));
  const takes = await openTakeStore(join(home, 'outputs'), { picture });
  const fetch = createGuardedFetch({ exemptOrigins: () => [baseUrl] });
  const execute = createCellExecutor(
    {
      documentId: documentId.parse('step'),
      documentFile: file,
      allowedFolders: [],
      templates: catalog,
      engines: [
        watchedEngine(createReplicateEngine({ access: () => ({ key: 'r8_test', baseUrl, concurrency: null }), fetch })),
      ],
      takes: watchedTakes(takes),
      hasher: createFileHasher(),
      ledger: watchedLedger(createLedger(database.direct, systemClock)),
      remote: { submitting: new Map(), following: new Map() },
      pace: createPace(),
      clock: systemClock,
      fetch,
      timing: { ...defaultTiming, pollMs: 10, maxPollMs: 20, reconcileMs: 100 },
      random: Math.random,
    },
    { capMicroUsd: null },
  );
  const nothing = { picks: new Map(), files: new Map() };
  const plan = buildPlan(matrix, catalog, nothing, { scope: { kind: 'all' }, overwrite: 'stale' });
  const options = { runId: runId.parse('step-run'), signal: new AbortController().signal, onEvent: () => undefined };
  for (const cell of plan.cells) await execute(cell, options);
}
