import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openTakeStore, type TakeStore } from '../../src/main/artifact/index.ts';
import { createFalEngine, createReplicateEngine } from '../../src/main/engine/index.ts';
import {
  createFileHasher,
  createGuardedFetch,
  openDatabase,
  systemClock,
  type Clock,
  type Fetch,
} from '../../src/main/platform/index.ts';
import {
  createCellExecutor,
  createLedger,
  createPace,
  type ExecutionEvent,
  type ExecutionResult,
  type Ledger,
  type RunResources,
} from '../../src/main/run/index.ts';
import { loadTemplates } from '../../src/main/template/index.ts';
import { documentId, microUsd, runId, type CellKey, type JsonObject } from '../../src/shared/base/index.ts';
import { parseMatrixDocument } from '../../src/shared/matrix/index.ts';
import { buildPlan, type RunPlan } from '../../src/shared/plan/index.ts';
import { createCatalog, type ModelTemplate } from '../../src/shared/template/index.ts';
import { sharedPicture } from '../engine/shared-picture.ts';
import { startFakeFal, type FakeFal } from '../fakes/fal/server.ts';
import type { FakeProvider } from '../fakes/provider/fake-provider.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';

export const flux = 'replicate/black-forest-labs/flux-schnell';
const falFlux = 'fal/fal-ai/flux/schnell';
export const seedance = 'replicate/bytedance/seedance-1-lite';

/** A paid document, its output folder and ledger, and the stand-in provider it is run at. */
export interface RemoteWorld<F extends FakeProvider = FakeReplicate> {
  folder: string;
  fake: F;
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

/** A fetch that changes the provider's answers about single jobs. */
function rewriting(rewrite: (prediction: Record<string, unknown>) => Record<string, unknown>, fetch: Fetch): Fetch {
  return async (url, request) => {
    const response = await fetch(url, request);
    if (request?.method === 'POST' || !/\/predictions\/\w+$/.test(String(url))) return response;
    return Response.json(rewrite((await response.json()) as Record<string, unknown>));
  };
}

function withoutDeadline({ deadline_s: _own, ...template }: ModelTemplate): ModelTemplate {
  return template;
}

export interface WorldOptions {
  parameters?: JsonObject;
  hasVideo?: boolean;
  /** Ids of the units; two by default. */
  units?: readonly string[];
  /** The way to the provider. */
  fetch?: Fetch;
  /** Changes what the provider says of a job, on its way. */
  rewrite?: (prediction: Record<string, unknown>) => Record<string, unknown>;
  clock?: Clock;
  /** Changes the models that ship. */
  template?: (shipped: ModelTemplate) => ModelTemplate;
  timing?: Partial<RunResources['timing']>;
}

/** Sets a world up at Replicate: two units, a layer of pictures and, when asked for, one of videos that read them. */
export async function startRemoteWorld(options: WorldOptions = {}): Promise<RemoteWorld> {
  return startWorld(await startFakeReplicate(), createReplicateEngine, flux, options);
}

/** The same at fal, of pictures. */
export async function startFalWorld(
  options: Omit<WorldOptions, 'hasVideo' | 'rewrite'> = {},
): Promise<RemoteWorld<FakeFal>> {
  return startWorld(await startFakeFal(), createFalEngine, falFlux, options);
}

async function startWorld<F extends FakeProvider>(
  fake: F,
  createEngine: typeof createReplicateEngine,
  model: string,
  options: WorldOptions,
): Promise<RemoteWorld<F>> {
  const folder = await freshFolder('remote');
  const fetch = createGuardedFetch({ exemptOrigins: () => [fake.baseUrl] });
  const shipped = (await loadTemplates([join(root, 'resources', 'templates')])).catalog;
  // The times of a test are for all models.
  const ownTemplate =
    options.timing?.deadlineMs === undefined ? (template: ModelTemplate) => template : withoutDeadline;
  const catalog = createCatalog([...shipped.values()].map(options.template ?? ownTemplate));
  const picture = sharedPicture();
  const database = await openDatabase(folder);
  const ledger = createLedger(database.direct, systemClock);
  const takes = await openTakeStore(join(folder, 'outputs'), { picture });
  const base = { prompt: 'picture of {{unit.id}}', output_format: 'png', ...options.parameters };
  const film = { prompt: 'move', image: '{{layers.base.path}}', last_frame_image: 'same.png', duration: 2 };
  const layers = [
    { name: 'base', asset_type: 'image', model, parameters: base },
    ...(options.hasVideo === true ? [{ name: 'film', asset_type: 'video', model: seedance, parameters: film }] : []),
  ];
  const file = join(folder, 'world.telar.json');
  const text = JSON.stringify({ telar: 1, layers, units: (options.units ?? ['a', 'b']).map((id) => ({ id })) });
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
    engines: [
      createEngine({
        access: () => ({ key: token, baseUrl: fake.baseUrl, concurrency: null }),
        fetch: options.fetch ?? (options.rewrite === undefined ? fetch : rewriting(options.rewrite, fetch)),
      }),
    ],
    takes,
    hasher,
    ledger,
    remote: { submitting: new Map(), following: new Map() },
    pace: createPace(),
    clock: options.clock ?? systemClock,
    fetch,
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
      await database.close();
    },
  };
}
