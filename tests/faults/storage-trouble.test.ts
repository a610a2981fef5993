import { execFile } from 'node:child_process';
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, it } from 'vitest';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import type { DocumentId } from '../../src/shared/base/index.ts';
import type { StudioClient } from '../../src/shared/contract/index.ts';
import type { RunRecord } from '../../src/shared/run/index.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { writeCrashDocument } from './crash-document.ts';

const root = resolve(import.meta.dirname, '../..');
const system = promisify(execFile);

let core: Core | null = null;
let fake: FakeReplicate;
const mounts: string[] = [];
afterEach(async () => {
  await core?.close();
  core = null;
  await fake.close();
  // The log may still be open in it.
  for (const folder of mounts.splice(0)) await system('umount', ['-l', folder]);
});

/** A studio at a stand-in provider, with a document of 100 paid cells opened in it. */
class World {
  readonly folder: string;
  readonly outputs: string;
  readonly studio: StudioClient;
  readonly documentId: DocumentId;
  readonly prompts: Map<string, number>;

  constructor(folder: string, studio: StudioClient, documentId: DocumentId, prompts: Map<string, number>) {
    this.folder = folder;
    this.outputs = join(folder, 'outputs');
    this.studio = studio;
    this.documentId = documentId;
    this.prompts = prompts;
  }

  /** Runs everything; what the price was is confirmed. */
  async run(): Promise<void> {
    const { totals } = await this.studio.plan.get({ documentId: this.documentId });
    await this.studio.run.start({
      documentId: this.documentId,
      confirmedMicroUsd: totals.price.highMicroUsd,
      onError: 'continue',
    });
  }

  async record(): Promise<RunRecord> {
    const record = await this.studio.run.latest({ documentId: this.documentId });
    if (record === null) throw new Error('nothing has run');
    return record;
  }

  /** Waits until the run is in another state than `running`, and everything of it has come to rest. */
  async rest(): Promise<RunRecord> {
    for (const started = Date.now(); ;) {
      const record = await this.record();
      if (Date.now() - started > 30_000) throw new Error(`it does not come to rest: ${statesOf(record)}`);
      const isMoving = record.cells.some((cell) => cell.state === 'running' || cell.state === 'downloading');
      if (record.state !== 'running' && !isMoving) return record;
      await sleep(20);
    }
  }

  async resume(): Promise<void> {
    await this.studio.run.resume({ runId: (await this.record()).id });
  }

  /** Every prompt with the number of times it was submitted more, or less, often than there are cells with it. */
  surplus(): [string, number][] {
    const differences = [...this.prompts].map(([prompt, cells]): [string, number] => [
      prompt,
      fake.predictions.filter((each) => each.input.prompt === prompt).length - cells,
    ]);
    return differences.filter(([, difference]) => difference !== 0);
  }

  async pictures(): Promise<number> {
    const names = (await readdir(this.outputs)).filter((name) => name.endsWith('.png'));
    for (const name of names) {
      expect((await readFile(join(this.outputs, name))).subarray(-8, -4).toString()).toBe('IEND');
    }
    return names.length;
  }
}

/** How many cells are in which state, and what went wrong with them. */
function statesOf({ state, trouble, cells }: RunRecord): string {
  const of = cells.map((cell) => `${cell.state} ${cell.failure?.message ?? ''}`.trim());
  const counts = [...new Set(of)].map((each) => `${of.filter((other) => other === each).length} ${each}`);
  return `${state} (${trouble?.message ?? ''}): ${counts.join(', ')}`;
}

async function open(options: { home?: string; prepare?: (folder: string) => Promise<void> } = {}): Promise<World> {
  fake = await startFakeReplicate();
  fake.latencyMs = () => 30;
  const folder = await freshFolder('storage');
  await options.prepare?.(folder);
  const { file, prompts } = await writeCrashDocument(folder);
  core = await createCore({
    home: options.home ?? join(folder, 'home'),
    resources: join(root, 'resources'),
    host: 'web',
    version: '0.0.0',
    electronVersion: null,
    launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
    providers: { replicate: { key: fake.token, baseUrl: fake.baseUrl } },
    timing: { pollMs: 15, maxPollMs: 40, reconcileMs: 250, maxRetryMs: 200, cancelMs: 2_000 },
  });
  const studio: StudioClient = createRouterClient(core.router);
  return new World(folder, studio, (await core.openDocument(file)).id, prompts);
}

async function mountDisk(folder: string, size: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await system('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  mounts.push(folder);
}

interface Loss {
  take: (world: World) => Promise<void>;
  giveBack: (world: World) => Promise<void>;
}

const aside = ({ folder }: World): string => join(folder, 'aside');

const losses: [string, Loss][] = [
  [
    'moved away, and moved back',
    {
      take: (world) => rename(world.outputs, aside(world)),
      giveBack: (world) => rename(aside(world), world.outputs),
    },
  ],
  [
    'moved away, and put back as a copy',
    {
      take: (world) => rename(world.outputs, aside(world)),
      giveBack: (world) => cp(aside(world), world.outputs, { recursive: true, preserveTimestamps: true }),
    },
  ],
  [
    'exchanged for a file, and put back',
    {
      async take(world) {
        await rename(world.outputs, aside(world));
        await writeFile(world.outputs, 'not a folder');
      },
      async giveBack(world) {
        await rm(world.outputs);
        await rename(aside(world), world.outputs);
      },
    },
  ],
];

it.each(losses)(
  'an output folder that is %s pauses the run; resumed, it pays each cell once',
  async (_name, loss) => {
    const world = await open();
    await world.run();
    while ((await world.record()).cells.filter((cell) => cell.state === 'succeeded').length < 15) await sleep(5);
    await loss.take(world);
    const paused = await world.rest();
    expect(paused).toMatchObject({ state: 'paused', trouble: { code: 'OutputFolderError', kind: 'replaced' } });
    expect([...new Set(paused.cells.map((cell) => cell.state))].sort(), statesOf(paused)).toEqual([
      'queued',
      'succeeded',
      'waiting',
    ]);
    const { submissions } = fake;
    expect(submissions).toBeLessThan(100);

    // Too early: it is told again, nothing is sent, and no new folder is put in the place of the lost one.
    await expect(world.resume()).rejects.toMatchObject({ data: { code: 'OutputFolderError' } });
    await world.studio.plan.get({ documentId: world.documentId }).catch(() => undefined);
    expect({ submissions: fake.submissions, state: (await world.record()).state }).toEqual({
      submissions,
      state: 'paused',
    });

    await loss.giveBack(world);
    await world.resume();
    expect(await world.rest()).toMatchObject({ state: 'succeeded', trouble: null });
    expect({ surplus: world.surplus(), cancels: fake.cancels, pictures: await world.pictures() }).toEqual({
      surplus: [],
      cancels: [],
      pictures: 100,
    });
  },
  120_000,
);

it('a full disk of results pauses the run; with more room it goes on, and each cell is paid once', async () => {
  const world = await open({ prepare: (folder) => mountDisk(join(folder, 'outputs'), '1500k') });
  await world.run();
  expect(await world.rest()).toMatchObject({ state: 'paused', trouble: { kind: 'disk-full' } });
  expect(fake.submissions).toBeLessThan(100);
  await system('mount', ['-o', 'remount,size=64m', world.outputs]);
  await world.resume();
  expect(await world.rest()).toMatchObject({ state: 'succeeded' });
  expect({ surplus: world.surplus(), pictures: await world.pictures() }).toEqual({ surplus: [], pictures: 100 });
}, 120_000);

it('a full disk of records gives up its reserve: the id of a job is written, the run pauses, and resumes it (R5)', async () => {
  const home = join(await freshFolder('records'), 'home');
  await mountDisk(home, '40m');
  const world = await open({ home });
  const filler = join(home, 'filler.bin');
  let isFull = false;
  // Right after an intent, while its submission is on the way, something else takes all that is left.
  fake.faults.create = () => {
    if (fake.submissions === 3) {
      isFull = true;
      fillUp(filler);
    }
    return null;
  };
  await world.run();
  expect(await world.rest()).toMatchObject({ state: 'paused', trouble: { code: 'DatabaseError', kind: 'disk-full' } });
  expect({ isFull, hasReserve: existsSync(join(home, 'reserve.bin')) }).toEqual({ isFull: true, hasReserve: false });
  const { submissions } = fake;
  expect(submissions).toBeLessThan(100);
  // Every accepted job is known by its id; none has to be looked up.
  const jobs = await world.studio.jobs.list({ documentId: world.documentId });
  const known = new Set(fake.predictions.map((each) => each.id));
  expect(jobs.length).toBeGreaterThan(0);
  expect(jobs.filter((job) => job.state !== 'submitted' || !known.has(job.remoteId ?? ''))).toEqual([]);

  await rm(filler);
  await world.resume();
  expect(await world.rest()).toMatchObject({ state: 'succeeded' });
  expect({ surplus: world.surplus(), posts: fake.submissions, pictures: await world.pictures() }).toEqual({
    surplus: [],
    posts: 100,
    pictures: 100,
  });
  // With room again it has a reserve again.
  expect(existsSync(join(home, 'reserve.bin'))).toBe(true);
}, 120_000);

/** Writes until the disk has no room left, not even for a byte. */
function fillUp(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (let chunk = Buffer.alloc(1024 * 1024); chunk.length > 0;) {
      try {
        writeSync(handle, chunk);
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ENOSPC') throw error;
        chunk = chunk.subarray(0, chunk.length >> 1);
      }
    }
  } finally {
    closeSync(handle);
  }
}
