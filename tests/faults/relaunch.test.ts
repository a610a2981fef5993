import { spawn } from 'node:child_process';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, it } from 'vitest';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import type { DocumentId } from '../../src/shared/base/index.ts';
import type { StudioClient } from '../../src/shared/contract/index.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { writeCrashDocument } from './crash-document.ts';

const root = resolve(import.meta.dirname, '../..');
let core: Core | null = null;
let fake: FakeReplicate;
afterEach(async () => {
  await core?.close();
  await fake.close();
});

function startStudio(home: string): Promise<Core> {
  return createCore({
    home,
    resources: join(root, 'resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
    providers: { replicate: { key: fake.token, baseUrl: fake.baseUrl } },
    timing: { pollMs: 20, maxPollMs: 50, reconcileMs: 100 },
  });
}

/** Starts the studio again and opens a document in it. */
async function openStudio(home: string, file: string): Promise<{ studio: StudioClient; documentId: DocumentId }> {
  core = await startStudio(home);
  return { studio: createRouterClient(core.router), documentId: (await core.openDocument(file)).id };
}

/** Runs the document until some jobs are at the provider, then kills the program; answers how many were submitted. */
async function runAndKill(home: string, file: string): Promise<number> {
  const worker = spawn(process.execPath, [join(import.meta.dirname, 'crash-worker.ts'), home, file, fake.baseUrl]);
  // As many as the provider's places; the others wait.
  while (fake.predictions.length < 8) await sleep(10);
  await sleep(300);
  worker.kill('SIGKILL');
  await new Promise((ended) => worker.once('close', ended));
  return fake.predictions.length;
}

it('a studio that starts after a kill fetches what is paid, says so, and leaves the rest to one click', async () => {
  fake = await startFakeReplicate();
  fake.latencyMs = () => 3_000;
  const home = await freshFolder('relaunch');
  const { file } = await writeCrashDocument(home);
  const running = await runAndKill(home, file);

  const { studio, documentId } = await openStudio(home, file);
  const interrupted = await studio.run.latest({ documentId });
  expect(interrupted).toMatchObject({ state: 'cancelled', interrupted: true });
  expect(await studio.jobs.list({ documentId })).toHaveLength(running);
  const plan = await studio.plan.get({ documentId });
  const paid = plan.cells.filter((cell) => cell.why.some((reason) => reason.kind === 'already-paid'));
  expect(paid).toHaveLength(running);
  expect(paid.every((cell) => cell.price.highMicroUsd === 0)).toBe(true);

  while ((await studio.jobs.list({ documentId })).length > 0) await sleep(50);
  const files = (await readdir(join(home, 'outputs'))).filter((name) => name.endsWith('.png'));
  expect(files).toHaveLength(running);
  expect(fake.submissions).toBe(running);

  fake.latencyMs = () => 10;
  const { totals } = await studio.plan.get({ documentId });
  expect(totals.skip).toBe(running);
  await studio.run.start({ documentId, confirmedMicroUsd: totals.price.highMicroUsd });
  while ((await studio.run.latest({ documentId }))?.state === 'running') await sleep(50);
  expect(await studio.run.latest({ documentId })).toMatchObject({ state: 'succeeded' });
  expect(fake.submissions).toBe(100);
}, 90_000);

it('a run that is started at once, while the paid results are still being fetched, pays nothing twice', async () => {
  fake = await startFakeReplicate();
  fake.latencyMs = () => 3_000;
  const home = await freshFolder('relaunch');
  const { file } = await writeCrashDocument(home);
  const running = await runAndKill(home, file);
  const { studio, documentId } = await openStudio(home, file);
  const plan = await studio.plan.get({ documentId });
  const paid = plan.cells.filter((cell) => cell.why.some((reason) => reason.kind === 'already-paid'));
  const scope = { kind: 'cells', cells: paid.map((cell) => cell.key) } as const;
  const { id } = await studio.run.start({ documentId, scope, confirmedMicroUsd: 0 });
  while ((await studio.run.latest({ documentId }))?.state === 'running') await sleep(50);
  const record = await studio.run.latest({ documentId });
  expect({ id: record?.id, state: record?.state }).toEqual({ id, state: 'succeeded' });
  expect(fake.submissions).toBe(running);
}, 90_000);

it('a project that was moved after a kill takes its paid jobs along', async () => {
  fake = await startFakeReplicate();
  fake.latencyMs = () => 1_500;
  const home = await freshFolder('relaunch');
  await mkdir(join(home, 'project'));
  const { file } = await writeCrashDocument(join(home, 'project'));
  const running = await runAndKill(home, file);
  await rename(join(home, 'project'), join(home, 'moved'));
  const { studio, documentId } = await openStudio(home, join(home, 'moved', basename(file)));
  expect(await studio.jobs.list({ documentId })).toHaveLength(running);
  const { cells } = await studio.plan.get({ documentId });
  expect(cells.filter((cell) => cell.why.some((reason) => reason.kind === 'already-paid'))).toHaveLength(running);
}, 90_000);
