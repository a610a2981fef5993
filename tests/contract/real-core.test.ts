import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudioEvent } from '../../src/shared/contract/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { cellsOf } from '../../src/shared/plan/index.ts';
import { failed } from './failed.ts';
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

  it('takes up a template that the user writes while it runs, and tells the window', async () => {
    const { client } = connected.link;
    const heard: StudioEvent[] = [];
    const stop = connected.link.watchEvents((event) => heard.push(event));
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'connected' }]));
    const shipped = await client.matrix.templates();
    const mini = shipped.find(({ id }) => id === 'local/telar-mini');
    const mine = { ...mini, id: 'local/mine', endpoint: 'mine', title: 'Mine' };
    await writeFile(join(home, 'templates', 'mine.json'), JSON.stringify(mine));
    await vi.waitFor(() => expect(heard).toContainEqual({ type: 'templates.changed' }), { timeout: 10_000 });
    await vi.waitFor(async () => {
      expect((await client.matrix.templates()).map(({ id }) => id)).toEqual([
        ...shipped.map(({ id }) => id),
        'local/mine',
      ]);
    });
    stop();
  });

  it('writes smaller weights of a model of the user’s own, says how far it is, and stops when the window does', async () => {
    await cp(join(root, 'resources/models/telar-mini'), join(home, 'models', 'mine'), { recursive: true });
    const { client } = connected.link;
    const heard: StudioEvent[] = [];
    const stop = connected.link.watchEvents((event) => heard.push(event));
    await vi.waitFor(async () => {
      expect((await client.models.list()).models.map(({ template }) => template.id)).toContain('local/mine');
    }, 10_000);
    const parts = ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'];
    const present = async (): Promise<string[][]> => {
      const variants = await client.models.variants({ id: 'local/mine' });
      return (variants?.components ?? []).map(({ name, present: files }) => [
        name,
        ...files.map(({ precision }) => precision),
      ]);
    };
    expect(await present()).toEqual(parts.map((name) => [name, 'fp32']));

    const abort = new AbortController();
    const terms = { id: 'local/mine', precision: 'int8', replace: false } as const;
    const call = client.models.convert(terms, { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });

    const { written, leftOut } = await client.models.convert({ ...terms, precision: 'fp16' });
    expect({ written: written.map(({ component }) => component), leftOut }).toEqual({ written: parts, leftOut: [] });
    const total = (sizes: number[]): number => sizes.reduce((sum, size) => sum + size, 0);
    const before = total(written.map(({ sourceBytes }) => sourceBytes));
    expect(total(written.map(({ bytes }) => bytes))).toBeLessThan(0.6 * before);
    expect((await present()).filter((each) => each.includes('fp16'))).toHaveLength(parts.length);
    // It began before the other: what was not stopped would be whole by now.
    expect((await present()).filter((each) => each.includes('int8')).length).toBeLessThan(parts.length);
    const last = {
      type: 'models.converting',
      model: 'local/mine',
      precision: 'fp16',
      component: 'vae_encoder',
      share: 1,
    };
    await vi.waitFor(() => expect(heard).toContainEqual(last));
    expect(await failed(client.models.convert({ ...terms, precision: 'fp16' }))).toBe(
      'DocumentConflictError.file-exists',
    );
    const left = await readdir(join(home, 'models', 'mine'), { recursive: true });
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    stop();
  });

  it('writes nothing beside a model that came with Telar, and knows models without weights', async () => {
    const { client } = connected.link;
    expect(await client.models.variants({ id: 'local/telar-mini' })).toMatchObject({ isShipped: true, problems: [] });
    expect(await client.models.variants({ id: 'local/image-frame' })).toBeNull();
    const convert = (id: string) => client.models.convert({ id, precision: 'int8', replace: false });
    expect(await failed(convert('local/telar-mini'))).toBe('OutputFolderError.inside-application');
    expect(await failed(convert('local/image-frame'))).toBe('ModelNotFoundError.missing-folder');
    expect(await failed(convert('local/nobody'))).toBe('ModelNotFoundError.unknown-model');
  });

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

  it('tells a window that knows a plan only what an edit changed in it, and one that knows none the same plan in whole', async () => {
    const { client } = connected.link;
    const { id, revision } = await client.matrix.openSample();
    const first = await client.plan.changes({ documentId: id });
    expect({ since: first.since, cells: first.cells.length }).toEqual({ since: null, cells: 12 });
    const [unit, layer] = ['dawn', 'plate'];
    const edit = { type: 'set-cell-parameter' as const, unit, layer, parameter: 'prompt', value: 'a plain wall' };
    await client.matrix.edit({ documentId: id, baseRevision: revision, edit, label: 'Say it otherwise' });
    const next = await client.plan.changes({ documentId: id, since: first.id });
    expect(next).toMatchObject({ since: first.id, order: null, cells: [{ key: 'dawn/plate' }] });
    const whole = await client.plan.get({ documentId: id });
    expect(cellsOf(next, first.cells)).toEqual(whole.cells);
    expect(next.totals).toEqual(whole.totals);
    expect((await client.plan.changes({ documentId: id, since: 'unheard of' })).since).toBeNull();
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
    await vi.waitFor(
      async () => expect((await client.run.latest({ documentId: id }))?.state).toBe('cancelled'),
      // A cell that is being made ends first.
      20_000,
    );
  });

  it('refuses unknown keys as wrong use, not as a bug', async () => {
    const input = { language: 'en', shell: 'rm' } as const;
    expect(await failed(connected.link.client.settings.set(input))).toBe('UsageError.invalid');
  });
});
