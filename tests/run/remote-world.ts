import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openTakeStore, type TakeStore } from '../../src/main/artifact/index.ts';
import { createReplicateEngine } from '../../src/main/engine/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import { createFileHasher, openDatabase, systemClock, systemFetch, type Clock } from '../../src/main/platform/index.ts';
import {
  createCellExecutor,
  createLedger,
  type ExecutionEvent,
  type ExecutionResult,
  type Ledger,
  type RunResources,
} from '../../src/main/run/index.ts';
import { loadTemplates } from '../../src/main/template/index.ts';
import { documentId, microUsd, runId, type CellKey, type JsonObject } from '../../src/shared/base/index.ts';
import { parseMatrixDocument } from '../../src/shared/matrix/index.ts';
import { buildPlan, type RunPlan } from '../../src/shared/plan/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';

export const flux = 'replicate/black-forest-labs/flux-schnell';
export const seedance = 'replicate/bytedance/seedance-1-lite';

/** A paid document, its output folder and ledger, and the stand-in provider it is run at. */
export interface RemoteWorld {
  folder: string;
  fake: FakeReplicate;
  ledger: Ledger;
  takes: TakeStore;
  events: ExecutionEvent[];
  plan: RunPlan;
  resources: RunResources;
  /** Runs one cell as a run would, with what the test changes. */
  execute(
    cell: string,
    options?: { signal?: AbortSignal; capMicroUsd?: number; token?: string },
  ): Promise<ExecutionResult>;
  /** States of the jobs in the ledger, oldest first. */
  states(): string[];
  charged(): number;
  close(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

/** Sets a world up: two units, a layer of pictures and, when asked for, one of videos that read them. */
export async function startRemoteWorld(
  options: {
    parameters?: JsonObject;
    hasVideo?: boolean;
    clock?: Clock;
    timing?: Partial<RunResources['timing']>;
  } = {},
): Promise<RemoteWorld> {
  const folder = await freshFolder('remote');
  const fake = await startFakeReplicate();
  const { catalog } = await loadTemplates([join(root, 'resources', 'templates')]);
  const picture = createPictureProcess(createSourceLauncher());
  const database = await openDatabase(folder);
  const ledger = createLedger(database.direct, systemClock);
  const takes = await openTakeStore(join(folder, 'outputs'), { picture });
  const base = { prompt: 'picture of {{unit.id}}', output_format: 'png', ...options.parameters };
  const film = { prompt: 'move', image: '{{layers.base.path}}', last_frame_image: 'same.png', duration: 2 };
  const layers = [
    { name: 'base', asset_type: 'image', model: flux, parameters: base },
    ...(options.hasVideo === true ? [{ name: 'film', asset_type: 'video', model: seedance, parameters: film }] : []),
  ];
  const file = join(folder, 'world.telar.json');
  const text = JSON.stringify({ telar: 1, layers, units: [{ id: 'a' }, { id: 'b' }] });
  await writeFile(file, text);
  const events: ExecutionEvent[] = [];
  const hasher = createFileHasher();
  const own = new Map<string, string>();
  if (options.hasVideo === true) {
    await writeFile(join(folder, 'same.png'), 'a picture of one’s own');
    own.set('same.png', (await hasher.hash(join(folder, 'same.png'))) ?? '');
  }
  const known = { picks: new Map(), files: own };
  const plan = buildPlan(parseMatrixDocument(text, file), catalog, known, {
    scope: { kind: 'all' },
    overwrite: 'stale',
  });
  const resources = (token: string): RunResources => ({
    documentId: documentId.parse('world'),
    documentFile: file,
    allowedFolders: [],
    templates: catalog,
    engines: [createReplicateEngine({ token, baseUrl: fake.baseUrl, fetch: systemFetch })],
    takes,
    hasher,
    ledger,
    remote: { submitting: new Map(), following: new Map() },
    clock: options.clock ?? systemClock,
    fetch: systemFetch,
    timing: {
      pollMs: 5,
      maxPollMs: 20,
      deadlineMs: 60_000,
      cancelMs: 500,
      reconcileMs: 60,
      maxRetryMs: 20,
      ...options.timing,
    },
    random: () => 0.5,
  });
  const rows = () =>
    database.direct.prepare('SELECT state, charged_micro_usd AS charged FROM ledger_jobs ORDER BY rowid').all() as {
      state: string;
      charged: number;
    }[];
  // One executor for all cells of a run, so that uploads are shared.
  const executors = new Map<string, ReturnType<typeof createCellExecutor>>();
  return {
    folder,
    fake,
    ledger,
    takes,
    events,
    plan,
    resources: resources(fake.token),
    execute(key, { signal = new AbortController().signal, capMicroUsd, token = fake.token } = {}) {
      const cell = plan.cells.find((each) => each.key === (key as CellKey));
      if (cell === undefined) throw new Error(`no cell ${key}`);
      const cap = capMicroUsd === undefined ? null : microUsd.parse(capMicroUsd);
      const name = `${token} ${cap ?? ''}`;
      const execute = executors.get(name) ?? createCellExecutor(resources(token), { capMicroUsd: cap });
      executors.set(name, execute);
      return execute(cell, { runId: runId.parse('run'), signal, onEvent: (event) => events.push(event) });
    },
    states: () => rows().map((row) => row.state),
    charged: () => rows().reduce((sum, row) => sum + row.charged, 0),
    async close() {
      await fake.close();
      await picture.dispose();
      await database.close();
    },
  };
}
