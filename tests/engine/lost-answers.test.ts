import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTakeStore, type TakeStore } from '../../src/main/artifact/index.ts';
import { SubmissionUnknownError } from '../../src/main/engine/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import { createFileHasher, openDatabase, type Clock, type Fetch } from '../../src/main/platform/index.ts';
import { createCellExecutor, createLedger, createPace, type RunResources } from '../../src/main/run/index.ts';
import { CancelledError, documentId, runId, TelarError } from '../../src/shared/base/index.ts';
import { parseMatrixDocument } from '../../src/shared/matrix/index.ts';
import { buildPlan } from '../../src/shared/plan/index.ts';
import { createCatalog } from '../../src/shared/template/index.ts';
import type { CreateFault } from '../fakes/provider/faults.ts';
import { freshFolder } from '../telar-process.ts';
import { createSourceLauncher } from './source-launcher.ts';
import { testNetwork } from './subjects/network.ts';
import { startPaid, type PaidWorld } from './subjects/paid.ts';
import { paidTemplate } from './templates.ts';

/** Losses of an answer, in turn. With `timeout` the server answers, and nobody waits for it any more. */
const losses: [string, CreateFault | null][] = [
  ['reset after accept', { kind: 'lost-answer' }],
  ['cut body', { kind: 'cut-answer' }],
  ['timeout', null],
  ['502', { kind: 'hidden', status: 502 }],
  ['503', { kind: 'hidden', status: 503 }],
  ['504', { kind: 'hidden', status: 504 }],
  ['500', { kind: 'hidden', status: 500 }],
  ['answer without the job’s id', { kind: 'no-id' }],
  ['redirect', { kind: 'accepted', answer: { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' } }],
  ['answer of 6 MB', { kind: 'accepted', answer: { kind: 'huge-body' } }],
  ['header of 200 KB', { kind: 'accepted', answer: { kind: 'huge-header' } }],
  ['page of a proxy', { kind: 'accepted', answer: { kind: 'web-page', status: 200 } }],
];
const count = 200;

/** A clock whose sleepers wake at once, at their time. */
function createInstantClock(): Clock {
  const startMs = Date.now();
  let elapsed = 0;
  return {
    nowMs: () => startMs + elapsed,
    elapsedMs: () => elapsed,
    async sleep(ms, signal) {
      elapsed += Math.max(0, ms);
      await setImmediate();
      if (signal?.aborted === true) throw new CancelledError();
    },
  };
}

describe.each(['replicate', 'fal'] as const)('%s, whose answers to submissions are lost', (id) => {
  let world: PaidWorld;
  let picture: PictureProcess;
  let takes: TakeStore;
  let closeDatabase: () => Promise<void>;
  let resources: RunResources;
  let isTimeout = false;
  let looks = 0;
  const posts: string[] = [];

  /** The network, in which the answers to some POSTs come too late. */
  const fetch: Fetch = async (url, options) => {
    const isPost = options?.method === 'POST';
    if (isPost) posts.push(String(url));
    else if (/\/predictions(\?|$)|by-endpoint/.test(String(url))) looks += 1;
    const response = await testNetwork(url, options);
    if (isPost && isTimeout) throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    return response;
  };

  beforeAll(async () => {
    const folder = await freshFolder('lost');
    world = await startPaid(id, fetch);
    world.fake.latencyMs = () => 0;
    picture = createPictureProcess(createSourceLauncher());
    takes = await openTakeStore(join(folder, 'outputs'), { picture });
    const database = await openDatabase(folder);
    closeDatabase = () => database.close();
    const clock = createInstantClock();
    // Provider and program go by one clock, however much time the waits have taken.
    world.fake.nowMs = () => clock.nowMs();
    resources = {
      documentId: documentId.parse('lost'),
      documentFile: join(folder, 'lost.telar.json'),
      allowedFolders: [],
      templates: createCatalog([paidTemplate(id)]),
      engines: [world.engine],
      takes,
      hasher: createFileHasher(),
      ledger: createLedger(database.direct, clock),
      remote: { submitting: new Map(), following: new Map() },
      pace: createPace(),
      clock,
      fetch: testNetwork,
      timing: {
        pollMs: 500,
        maxPollMs: 5_000,
        deadlineMs: 1e9,
        cancelMs: 60_000,
        reconcileMs: 60_000,
        maxRetryMs: 30_000,
      },
      random: () => 0.5,
    };
  });
  afterAll(async () => {
    await world.fake.close();
    await picture.dispose();
    await closeDatabase();
  });

  it.each(losses)('%s: unknown, and found in the list', async (name, fault) => {
    const template = paidTemplate(id);
    const { fake, engine } = world;
    fake.faults.create = () => fault;
    isTimeout = name === 'timeout';
    const before = fake.submissions;
    // A seed of 16 digits comes back as the number that it was.
    const input = { prompt: `words for ${name}`, seed: Number.MAX_SAFE_INTEGER };
    const error = await engine.submit({ template, input }).catch((reason: unknown) => reason);
    isTimeout = false;
    expect(error).toBeInstanceOf(SubmissionUnknownError);
    expect(fake.submissions - before).toBe(1);
    const listed = await engine.listSince(fake.nowMs() - 60_000, { endpoint: template.endpoint });
    const { id: jobId } = fake.jobs.at(-1)!;
    expect(listed.filter((each) => each.input.prompt === input.prompt)).toEqual([
      {
        remoteId: id === 'fal' ? `${template.endpoint}#${jobId}` : jobId,
        endpoint: template.endpoint,
        input,
        createdAtMs: fake.jobs.at(-1)!.createdAtMs,
      },
    ]);
  });

  it(`sends exactly one POST for each of ${count}, and adopts every job`, async () => {
    const { fake } = world;
    const layer = { name: 'base', asset_type: 'image', model: paidTemplate(id).id };
    const units = Array.from({ length: count }, (_, index) => ({ id: `u${index}` }));
    const layers = [{ ...layer, parameters: { prompt: 'words for {{unit.id}}' } }];
    const matrix = parseMatrixDocument(JSON.stringify({ telar: 1, layers, units }), resources.documentFile);
    const known = { picks: new Map(), files: new Map<string, string>() };
    const plan = buildPlan(matrix, resources.templates, known, { scope: { kind: 'all' }, overwrite: 'stale' });
    const execute = createCellExecutor(resources, { capMicroUsd: null });
    const jobsBefore = fake.jobs.length;
    posts.splice(0);
    for (const [index, cell] of plan.cells.entries()) {
      const [name, fault] = losses[index % losses.length]!;
      isTimeout = name === 'timeout';
      // Every third time the first look at the list comes too early.
      const hiddenLooks = index % 3 === 0 ? 1 : 0;
      looks = 0;
      fake.faults.create = () => fault;
      fake.isListed = () => looks > hiddenLooks;
      const { kind } = await execute(cell, {
        runId: runId.parse('run'),
        signal: new AbortController().signal,
        onEvent: () => undefined,
      });
      expect(kind).toBe('made');
    }
    isTimeout = false;
    const prompts = fake.jobs.slice(jobsBefore).map(({ input }) => input.prompt);
    expect(prompts).toEqual(units.map((unit) => `words for ${unit.id}`));
    expect(posts).toHaveLength(count);
    expect(takes.list()).toHaveLength(count);
    expect(resources.ledger.openJobs(takes.outputDir)).toEqual([]);
  });

  it('leaves a job that no list shows to the user, and does not send it again', async () => {
    const { fake } = world;
    fake.faults.create = () => ({ kind: 'lost-answer' });
    fake.isListed = () => false;
    const text = JSON.stringify({
      telar: 1,
      layers: [{ name: 'base', asset_type: 'image', model: paidTemplate(id).id, parameters: { prompt: 'lost' } }],
      units: [{ id: 'lost' }],
    });
    const known = { picks: new Map(), files: new Map<string, string>() };
    const matrix = parseMatrixDocument(text, resources.documentFile);
    const options = { scope: { kind: 'all' }, overwrite: 'stale' } as const;
    const [cell] = buildPlan(matrix, resources.templates, known, options).cells;
    const execute = createCellExecutor(resources, { capMicroUsd: null });
    posts.splice(0);
    for (let times = 0; times < 3; times++) {
      const options = {
        runId: runId.parse('run'),
        signal: new AbortController().signal,
        onEvent: () => undefined,
      };
      const error = await execute(cell!, options).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TelarError);
      expect(error).toMatchObject({ code: 'ProviderError', kind: 'submission-unknown' });
    }
    expect(posts).toHaveLength(1);
    expect(resources.ledger.openJobs(takes.outputDir).map(({ state }) => state)).toEqual(['unknown']);
  });
});
