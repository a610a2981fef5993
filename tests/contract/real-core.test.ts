import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudioEvent } from '../../src/shared/contract/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { failureOf } from '../../src/renderer/link/index.ts';
import { connectOverPort, connectOverWeb, type Connect, type Connected } from './fixtures.ts';

const root = resolve(import.meta.dirname, '..', '..');
const transports: [string, Connect][] = [
  ['a WebSocket', connectOverWeb],
  ['a message port', connectOverPort],
];

describe.each(transports)('the real core over %s', (_name, connect) => {
  let home: string;
  let core: Core;
  let connected: Connected;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'telar-core-'));
    core = await startCore();
    connected = await connect(core);
  });
  afterEach(async () => {
    await connected.dispose();
    await core.close();
    await rm(home, { recursive: true });
  });

  function startCore(): Promise<Core> {
    return createCore({
      home,
      resources: join(root, 'resources'),
      host: 'test',
      version: '0.0.0',
      electronVersion: null,
      launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
    });
  }

  /** What a call that must fail is to a person. */
  async function failed(call: Promise<unknown>): Promise<string> {
    const error: unknown = await call.then(
      () => new Error('it did not fail'),
      (caught: unknown) => caught,
    );
    const { code, kind } = failureOf(error);
    return `${code}.${kind}`;
  }

  it('opens the sample story, edits it, tells the window, and takes it back', async () => {
    const { client } = connected.link;
    const heard: StudioEvent[] = [];
    const stop = connected.link.watchEvents((event) => heard.push(event));
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'connected' }]));
    const { id, revision, matrix } = await client.matrix.openSample();
    expect([matrix.units.length, matrix.layers.length]).toEqual([4, 3]);
    const edited = await client.matrix.edit({
      documentId: id,
      baseRevision: revision,
      edit: { type: 'set-title', value: 'Another story' },
      label: 'Rename',
    });
    expect(edited).toMatchObject({ canUndo: true, undoLabel: 'Rename', matrix: { title: 'Another story' } });
    await vi.waitFor(() =>
      expect(heard).toContainEqual({ type: 'matrix.changed', documentId: id, revision: edited.revision }),
    );
    expect((await client.matrix.undo({ documentId: id })).matrix).toEqual(matrix);
    stop();
  });

  it('plans the sample story', async () => {
    const { client } = connected.link;
    const { id } = await client.matrix.openSample();
    const plan = await client.plan.get({ documentId: id });
    expect(plan.cells.map(({ action }) => action)).toEqual(Array.from({ length: 12 }, () => 'run'));
  });

  it('keeps settings over a restart of core and host', async () => {
    await connected.link.client.settings.set({ language: 'es' });
    await connected.dispose();
    await core.close();
    core = await startCore();
    connected = await connect(core);
    expect(await connected.link.client.settings.get()).toMatchObject({ language: 'es' });
  });

  it('says typed what is missing', async () => {
    const { client } = connected.link;
    expect(await failed(client.matrix.get({ documentId: 'unknown' }))).toBe('NotFoundError.document');
    expect(await failed(client.gallery.rate({ takeId: 'unknown', rating: 3 }))).toBe('NotFoundError.take');
  });

  it('refuses an edit of an old revision', async () => {
    const { client } = connected.link;
    const { id, revision } = await client.matrix.openSample();
    const edit = (value: string) =>
      client.matrix.edit({
        documentId: id,
        baseRevision: revision,
        edit: { type: 'set-title', value },
        label: 'Rename',
      });
    await edit('First');
    expect(await failed(edit('Second'))).toBe('DocumentConflictError.stale-revision');
  });

  it('lets a second start join the run that goes on, so that no cell is made twice', async () => {
    const { client } = connected.link;
    const { id } = await client.matrix.openSample();
    const run = await client.run.start({ documentId: id });
    expect((await client.run.start({ documentId: id })).id).toBe(run.id);
    expect(await failed(client.run.start({ documentId: id, rehearse: true }))).toBe(
      'DocumentConflictError.already-running',
    );
    await client.run.cancel({ runId: run.id });
    await vi.waitFor(async () => expect((await client.run.latest({ documentId: id }))?.state).toBe('cancelled'));
  });

  it('refuses unknown keys as wrong use, not as a bug', async () => {
    const input = { language: 'en', shell: 'rm' } as const;
    expect(await failed(connected.link.client.settings.set(input))).toBe('UsageError.invalid');
  });
});
