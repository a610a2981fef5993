import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { failureOf } from '../../src/renderer/link/index.ts';
import type { OpenDocument, StudioClient } from '../../src/shared/contract/index.ts';
import { layer, writeStory } from '../cli/story.ts';
import { freshFolder } from '../telar-process.ts';
import { connectOverPort, type Connected } from './fixtures.ts';

const root = resolve(import.meta.dirname, '..', '..');

let home: string;
let core: Core;
let connected: Connected;
let client: StudioClient;
let story: OpenDocument;
beforeEach(async () => {
  home = await freshFolder('core');
  core = await createCore({
    home,
    resources: join(root, 'resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
  });
  connected = await connectOverPort(core);
  client = connected.link.client;
  story = await client.matrix.open({ file: await writeStory(join(home, 'film'), [layer('plate')], [{ id: 'a' }]) });
});
afterEach(async () => {
  await connected.dispose();
  await core.close();
});

async function runOnce(rehearse = false): Promise<void> {
  const { id } = await client.run.start({ documentId: story.id, overwrite: 'always', rehearse });
  await vi.waitFor(
    async () => expect(await client.run.latest({ documentId: story.id })).toMatchObject({ id, state: 'succeeded' }),
    { timeout: 20_000 },
  );
}

it('a take goes with its files, its thumbnail, its row and its rating; the one before is picked again', async () => {
  await runOnce();
  await runOnce();
  const { items } = await client.gallery.list({});
  const [newest, oldest] = items;
  if (newest === undefined || oldest === undefined) throw new Error('there must be two takes');
  expect([newest.picked, oldest.picked]).toEqual([true, false]);
  await client.gallery.rate({ takeId: newest.take.id, rating: 5 });
  await core.openAsset(newest.take.id, 'thumbnail');
  const thumbnail = join(home, 'cache', 'thumbnails', `${newest.take.id}.webp`);
  expect(existsSync(thumbnail)).toBe(true);

  const deletion = await client.gallery.deleteTake({ documentId: story.id, takeId: newest.take.id });
  expect(deletion).toEqual({ picked: oldest.take.id, keptFiles: [] });
  expect(existsSync(thumbnail)).toBe(false);
  expect(await core.openAsset(newest.take.id, 'full')).toBeNull();
  expect((await client.gallery.list({})).items).toMatchObject([{ take: { id: oldest.take.id }, picked: true }]);
  expect((await client.plan.get({ documentId: story.id })).cells).toMatchObject([{ action: 'skip' }]);

  await client.gallery.deleteTake({ documentId: story.id, takeId: oldest.take.id });
  expect((await client.gallery.list({})).total).toBe(0);
  expect((await readdir(join(home, 'film', 'outputs'))).filter((name) => !name.startsWith('.'))).toEqual([]);
  expect((await client.plan.get({ documentId: story.id })).cells).toMatchObject([
    { action: 'run', why: [{ kind: 'no-take' }] },
  ]);
  const again = await client.gallery.deleteTake({ documentId: story.id, takeId: oldest.take.id }).catch(failureOf);
  expect(again).toMatchObject({ code: 'NotFoundError', kind: 'take' });
});

it('a rehearsal’s take is deleted in the rehearsal’s folder; the real one stays', async () => {
  await runOnce();
  await runOnce(true);
  const { items } = await client.gallery.list({});
  const rehearsed = items.find(({ take }) => take.rehearsal);
  if (rehearsed === undefined) throw new Error('there must be a take of the rehearsal');
  await client.gallery.deleteTake({ documentId: story.id, takeId: rehearsed.take.id });
  expect((await client.gallery.list({})).items.map(({ take }) => take.rehearsal)).toEqual([false]);
  expect(await readdir(join(home, 'film', 'outputs-rehearsal'))).not.toContain('a_layer0_image.png');
  expect(await readdir(join(home, 'film', 'outputs'))).toContain('a_layer0_image.png');
});
