import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Generation } from '../../src/shared/assist/index.ts';
import { adviceRequest, generationRequest } from '../../src/shared/contract/index.ts';
import type { TakeId } from '../../src/shared/base/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, readPictureMetadata, type Core } from '../../src/main/core/index.ts';
import { failed } from './failed.ts';
import { connectOverPort, connectOverWeb, type Connect, type Connected } from './fixtures.ts';

const root = resolve(import.meta.dirname, '..', '..');
const transports: [string, Connect][] = [
  ['a WebSocket', connectOverWeb],
  ['a message port', connectOverPort],
];
const prompt = 'a neon tower at night';
const nothingPaid = { budgetMicroUsd: null, confirmedMicroUsd: null, allowUnknownPrice: false };
const unknown = 'take-unknown' as TakeId;

describe.each(transports)('the assistant over %s', (_name, connect) => {
  let home: string;
  let core: Core;
  let connected: Connected;
  let made: Generation;
  let take: TakeId;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'telar-assist-'));
    core = await createCore({
      home,
      resources: join(root, 'resources'),
      host: 'test',
      version: '0.0.0',
      electronVersion: null,
      launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
    });
    connected = await connect(core);
    const { assist } = connected.link.client;
    const order = generationRequest.parse({ prompt, seed: 7, choices: { steps: 1 } });
    made = await settled(await assist.generate({ ...order, ...nothingPaid }));
    take = made.pictures[0]!.takeId!;
  });
  afterAll(async () => {
    await connected.dispose();
    await core.close();
    await rm(home, { recursive: true });
  });

  /** A generation when all its pictures are made. */
  async function settled({ id }: Generation): Promise<Generation> {
    return vi.waitFor(async () => {
      const now = await connected.link.client.assist.generation({ id });
      expect(now.pictures.map(({ state }) => state)).toEqual(now.pictures.map(() => 'succeeded'));
      return now;
    }, 30_000);
  }

  it('reads, advises and says what would run', async () => {
    const { assist } = connected.link.client;
    const analysis = await assist.analyze({ prompt, ollama: null });
    expect(analysis).toMatchObject({ by: 'rules', fallback: null, prompt });
    const advice = await assist.recommend(adviceRequest.parse({ prompt }));
    expect(advice).toMatchObject({ prompt, analysis, loras: { loras: [{ id: 'neon' }] } });
    const asked = generationRequest.parse({ prompt, recommendationId: advice.id, config: { mode: 'assisted' } });
    const { plan, pictures } = await assist.preview(asked);
    expect([plan.totals.run, pictures.map(({ state, said }) => [state, said])]).toEqual([1, [['idle', {}]]]);
    expect(await failed(assist.recommend(adviceRequest.parse({ prompt: ' ' })))).toBe('UsageError.empty-prompt');
    expect(await failed(assist.preview({ ...asked, recommendationId: 'gone' }))).toBe('NotFoundError.recommendation');
  });

  it('makes pictures, lists them, and makes one once more with another seed', async () => {
    const { assist } = connected.link.client;
    const { metadata } = made.pictures[0]!;
    expect(metadata).toMatchObject({ seed: '7', steps: 1, lorasUsed: [{ id: 'neon' }], pipelineType: 'intelligent' });
    // Nothing is missing: the same pictures again.
    expect((await settled(await assist.resume({ id: made.id, ...nothingPaid }))).pictures[0]?.takeId).toBe(take);
    const rest = await assist.previewResume({ id: made.id });
    expect([rest.plan.totals.run, rest.pictures]).toEqual([0, []]);
    const { plan, pictures, capMicroUsd } = await assist.previewAgain({ id: take });
    expect([plan.totals, pictures.length, capMicroUsd]).toMatchObject([
      { run: 1, price: { highMicroUsd: 0 } },
      1,
      null,
    ]);
    expect(plan.cells[0]?.parameters).not.toHaveProperty('seed');
    const again = await settled(await assist.again({ id: take, ...nothingPaid }));
    const other = again.pictures[0]?.metadata;
    expect({ ...other, seed: '', generationTimeSeconds: 0, peakMemory: null }).toEqual({
      ...metadata,
      seed: '',
      generationTimeSeconds: 0,
      peakMemory: null,
    });
    expect(other?.seed).not.toBe('7');
    expect((await assist.recent({ limit: 5 })).map(({ id }) => id).sort()).toEqual([made.id, again.id].sort());
    expect((await assist.generation({ id: made.id })).pictures[0]?.said).toEqual({ actions: ['regenerated'] });
    expect(await failed(assist.again({ id: unknown, ...nothingPaid }))).toBe('NotFoundError.generation');
    expect(await failed(assist.previewAgain({ id: unknown }))).toBe('NotFoundError.generation');
    expect(await failed(assist.previewResume({ id: 'no-such' }))).toBe('NotFoundError.generation');
    expect(await failed(assist.generation({ id: 'no-such' }))).toBe('NotFoundError.generation');
  });

  it('keeps what is said of a picture, takes it back, and learns of it', async () => {
    const { assist } = connected.link.client;
    const saidOf = async () => (await assist.generation({ id: made.id })).pictures[0];
    await assist.feedback({ id: take, rating: 5, quality: 4, tags: ['tower'], comments: 'bright' });
    await assist.feedback({ id: take, quality: null, comments: '', actions: ['saved'] });
    expect(await saidOf()).toMatchObject({ rating: 5, said: { tags: ['tower'] } });
    expect((await saidOf())?.said).not.toHaveProperty('quality');
    expect((await assist.insights()).loras).toMatchObject([{ id: 'neon', ratings: 1, mean: 5 }]);
    await assist.feedback({ id: take, rating: null });
    expect((await saidOf())?.rating).toBe(0);
    expect((await assist.insights()).ratings).toBe(0);
    expect(await failed(assist.feedback({ id: unknown, rating: 5 }))).toBe('NotFoundError.generation');
  });

  it('switches learning off and on, forgets, and takes up what was exported', async () => {
    const { assist, gallery } = connected.link.client;
    const { learning } = assist;
    expect((await learning.configure({ isEnabled: false })).isEnabled).toBe(false);
    await assist.feedback({ id: take, rating: 1, comments: 'kept all the same' });
    expect((await learning.configure({ isEnabled: true })).ratings).toBe(0);
    expect((await assist.generation({ id: made.id })).pictures[0]).toMatchObject({
      rating: 1,
      said: { comments: 'kept all the same' },
    });
    await gallery.rate({ takeId: take, rating: 4 });
    const { json } = await learning.export();
    expect((await learning.reset({ lora: null })).loras).toEqual([]);
    // What no session is known of teaches by its recipe, as a take of any matrix does.
    await gallery.rate({ takeId: take, rating: 2 });
    expect((await assist.insights()).loras).toMatchObject([{ id: 'neon', ratings: 1, mean: 2 }]);
    await learning.reset({ lora: null });
    expect((await learning.import({ json })).loras).toMatchObject([{ id: 'neon', mean: 4 }]);
    expect(await failed(learning.import({ json: '{}' }))).toBe('UsageError.invalid');
  });

  it('hands a picture over as a file, and writes it to one', async () => {
    const { assist } = connected.link.client;
    const told = async (
      mediaType: 'image/png' | 'image/jpeg' | 'image/webp',
      disclosure: 'share-safe' | 'explained',
    ) => {
      const { name, data } = await assist.file({ id: take, mediaType, disclosure });
      const file = join(home, name);
      await writeFile(file, Buffer.from(data, 'base64'));
      return { ...(await readPictureMetadata(file)), text: Buffer.from(data, 'base64').toString('latin1') };
    };
    for (const mediaType of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      const safe = await told(mediaType, 'share-safe');
      expect(safe).toMatchObject({ mediaType, record: { shareSafe: true, facts: { prompt: '' } } });
      expect(safe.text).not.toContain('tower');
      const explained = await told(mediaType, 'explained');
      expect(explained).toMatchObject({ mediaType, record: { facts: { prompt: expect.stringContaining(prompt) } } });
      expect(explained.record?.explanation).toMatchObject({ summary: expect.anything() });
    }
    const file = join(home, 'saved', 'picture.png');
    await assist.save({ id: take, file, disclosure: 'full' });
    expect((await readFile(file)).includes(prompt)).toBe(true);
    expect(await failed(assist.save({ id: take, file, disclosure: 'full' }))).toBe('UsageError.invalid');
    expect(await failed(assist.file({ id: unknown, mediaType: 'image/png' }))).toBe('NotFoundError.take');
  });
});
