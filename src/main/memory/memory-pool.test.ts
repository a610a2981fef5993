import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offloadStrategies, type OffloadStrategy } from '../../shared/local-engine/index.ts';
import { createMemoryPool, type MemoryPool, type ModelDemand, type PoolLimits } from './memory-pool.ts';
import { isWithin, noMemory, sumOf, type MemoryUse } from './memory-use.ts';
import { peakUse, type ComponentUse } from './strategy.ts';

const ram = (bytes: number): MemoryUse => ({ ram: bytes, vram: 0 });
const component = (name: string, use: MemoryUse, version = ''): ComponentUse => ({ name, use, version });

/** A model of 10 + 60 + 20 bytes whose work takes 5. */
function model(id: string, version = ''): ModelDemand {
  const sizes = { text_encoder: 10, unet: 60, vae_decoder: 20 };
  const components = Object.entries(sizes).map(([name, bytes]) => component(name, ram(bytes), version));
  return { id, title: id.toUpperCase(), components, working: ram(5) };
}

const roomy: PoolLimits = { budget: ram(1_000), base: ram(100), maxModels: 3, strategy: 'none' };

interface Session {
  id: string;
  name: string;
  version: string;
}

/** A loader that knows what is in memory, and may be told to run out of it. */
function createRoom(options: { limits?: Partial<PoolLimits>; failsAt?: (held: Session[]) => boolean } = {}) {
  const held = new Map<Session, MemoryUse>();
  const log: string[] = [];
  let clock = 0;
  const pool = createMemoryPool<Session>(
    {
      load(id, { name, use, version }) {
        const session = { id, name, version };
        if (options.failsAt?.([...held.keys()]) === true) return Promise.reject(new Error('std::bad_alloc'));
        held.set(session, use);
        log.push(`+${id}/${name}`);
        return Promise.resolve(session);
      },
      async release(session) {
        log.push(`-${session.id}/${session.name}`);
        await Promise.resolve();
        if (!held.delete(session)) throw new Error('released twice');
      },
      isOutOfMemory: (error) => error instanceof Error && error.message === 'std::bad_alloc',
    },
    { ...roomy, ...options.limits },
    () => (clock += 1),
  );
  return { pool, held, log };
}

/** Makes a picture: every component runs once, in the pipeline's order. */
function paint(pool: MemoryPool<Session>, demand: ModelDemand): Promise<string[]> {
  return pool.use(demand, async (lease) => {
    const ran: string[] = [];
    for (const { name } of demand.components)
      ran.push(await lease.run(name, (session) => Promise.resolve(session.name)));
    return ran;
  });
}

const ids = (pool: MemoryPool<Session>): string[] => pool.entries().map(({ id }) => id);

describe('a pool of models', () => {
  it.each<[OffloadStrategy, string[], number]>([
    ['none', ['+a/text_encoder', '+a/unet', '+a/vae_decoder'], 190],
    ['balanced', ['+a/text_encoder', '-a/text_encoder', '+a/unet', '+a/vae_decoder', '-a/vae_decoder'], 160],
    [
      'aggressive',
      ['+a/text_encoder', '-a/text_encoder', '+a/unet', '-a/unet', '+a/vae_decoder', '-a/vae_decoder'],
      100,
    ],
  ])('keeps under the strategy “%s” what it says', async (strategy, log, booked) => {
    const room = createRoom({ limits: { strategy } });
    expect(await paint(room.pool, model('a'))).toEqual(['text_encoder', 'unet', 'vae_decoder']);
    expect(room.log).toEqual(log);
    expect(room.pool.booked()).toEqual(ram(booked));
  });

  it('lets the least recently used model go when there are too many', async () => {
    const { pool } = createRoom();
    for (const id of ['a', 'b', 'c', 'a', 'd']) await paint(pool, model(id));
    expect(ids(pool)).toEqual(['c', 'a', 'd']);
    expect(pool.counts()).toEqual({ hits: 1, loads: 4, evictions: 1 });
  });

  it('lets models go for room, and books the peak of the one at work', async () => {
    const { pool } = createRoom({ limits: { budget: ram(300) } });
    await paint(pool, model('a'));
    await paint(pool, model('b'));
    expect(ids(pool)).toEqual(['a', 'b']);
    await pool.use(model('c'), () => {
      expect(ids(pool)).toEqual(['b', 'c']);
      expect(pool.booked()).toEqual(ram(100 + 90 + 95));
      return Promise.resolve();
    });
  });

  it('steps down a strategy for a model that does not fit, and says why', async () => {
    const { pool } = createRoom({ limits: { budget: ram(180) } });
    await paint(pool, model('a'));
    expect(pool.stepDowns()).toEqual([
      { atMs: 1, folder: 'a', from: 'none', to: 'aggressive', reason: 'needs 1 MB of 1 MB' },
    ]);
  });

  it('refuses a model that fits in no way, and stays as it was', async () => {
    const { pool } = createRoom({ limits: { budget: ram(190) } });
    await paint(pool, model('a'));
    const huge = { ...model('b'), components: [component('unet', ram(900))] };
    await expect(paint(pool, huge)).rejects.toMatchObject({ code: 'OutOfMemoryError', kind: 'model-too-large' });
    expect(ids(pool)).toEqual(['a']);
    expect(await paint(pool, model('a'))).toHaveLength(3);
  });

  it('goes on with less when memory runs out in spite of the books: other models first, then the next strategy', async () => {
    const { pool, log } = createRoom({ failsAt: (held) => held.length >= 1 });
    await pool.use({ ...model('a'), components: [component('unet', ram(60))] }, (lease) =>
      lease.run('unet', () => Promise.resolve()),
    );
    expect(await paint(pool, model('b'))).toEqual(['text_encoder', 'unet', 'vae_decoder']);
    expect(log.slice(0, 4)).toEqual(['+a/unet', '-a/unet', '+b/text_encoder', '-b/text_encoder']);
    expect(pool.stepDowns().map(({ from, to, reason }) => ({ from, to, reason }))).toEqual([
      { from: 'none', to: 'balanced', reason: 'std::bad_alloc' },
      { from: 'balanced', to: 'aggressive', reason: 'std::bad_alloc' },
    ]);
    // The next job does not try again what failed.
    await paint(pool, model('b'));
    expect(pool.stepDowns()).toHaveLength(2);
  });

  it('gives up when the smallest way runs out of memory too', async () => {
    const { pool, held } = createRoom({ failsAt: () => true });
    await expect(paint(pool, model('a'))).rejects.toMatchObject({ code: 'OutOfMemoryError', kind: 'model-too-large' });
    expect(held.size).toBe(0);
    expect(pool.booked()).toEqual(roomy.base);
  });

  it('loads a component anew whose weights are others now', async () => {
    const { pool, log } = createRoom();
    await paint(pool, model('a'));
    log.length = 0;
    const changed = {
      ...model('a'),
      components: [component('text_encoder', ram(10)), component('unet', ram(60), 'lora')],
    };
    await paint(pool, changed);
    expect(log).toEqual(['-a/unet', '+a/unet']);
  });

  it('lets go of a model at work only after its job', async () => {
    const { pool, held } = createRoom();
    const evictions: Promise<boolean>[] = [];
    await pool.use(model('a'), async (lease) => {
      await lease.run('unet', () => Promise.resolve());
      evictions.push(pool.evict('a'));
      expect(await lease.run('unet', ({ name }) => Promise.resolve(name))).toBe('unet');
    });
    expect(await Promise.all(evictions)).toEqual([true]);
    expect([held.size, await pool.evict('a')]).toEqual([0, false]);
  });
});

/** Orders that a user may give in any order. */
const order = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('paint' as const), id: fc.integer({ min: 0, max: 5 }), size: fc.nat(60) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('evict' as const), id: fc.integer({ min: 0, max: 5 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('limit' as const),
      budget: fc.record({ ram: fc.integer({ min: 100, max: 500 }), vram: fc.integer({ min: 0, max: 400 }) }),
      maxModels: fc.integer({ min: 1, max: 4 }),
      strategy: fc.constantFrom(...offloadStrategies),
    }),
  },
);

function sizedModel(id: number, size: number): ModelDemand {
  const use = (part: number): MemoryUse => ({ ram: part * (id + 1), vram: part * (id % 3) });
  const components = [
    component('text_encoder', use(8)),
    component('unet', use(20), `${size % 3}`),
    component('vae_decoder', use(9)),
  ];
  return { id: `m${id}`, title: `m${id}`, components, working: { ram: size, vram: size } };
}

describe('1,000 random sequences of load, run, evict and new limits', () => {
  it('never book more than the budget, nor hold more than is booked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 5, maxLength: 25 }), fc.nat(30), async (orders, failing) => {
        let loads = 0;
        const limits = { budget: { ram: 400, vram: 300 }, base: ram(100), maxModels: 3 };
        const room = createRoom({ limits, failsAt: () => (loads += 1) % 31 === failing });
        let now: Pick<PoolLimits, 'budget' | 'maxModels'> = limits;
        const check = (): void => {
          const booked = room.pool.booked();
          expect(isWithin(booked, now.budget) || room.held.size === 0).toBe(true);
          expect(isWithin(sumOf([limits.base, ...room.held.values()]), booked)).toBe(true);
          expect(room.pool.entries().length).toBeLessThanOrEqual(now.maxModels);
        };
        const waiting: Promise<unknown>[] = [];
        for (const each of orders) {
          if (each.kind === 'evict') waiting.push(room.pool.evict(`m${each.id}`));
          if (each.kind === 'limit') {
            await Promise.all(waiting.splice(0));
            now = each;
            await room.pool.limit({ base: limits.base, ...each });
            check();
          }
          if (each.kind !== 'paint') continue;
          const demand = sizedModel(each.id, each.size);
          const work = room.pool.use(demand, async (lease) => {
            for (const { name } of demand.components) {
              const version = await lease.run(name, (session) => Promise.resolve(session.version));
              expect(version).toBe(demand.components.find((part) => part.name === name)?.version);
              check();
            }
          });
          await work.catch((error: unknown) => expect(error).toMatchObject({ code: 'OutOfMemoryError' }));
          check();
        }
        await Promise.all(waiting);
        for (const { id } of room.pool.entries()) await room.pool.evict(id);
        expect([room.held.size, room.pool.booked()]).toEqual([0, sumOf([noMemory, limits.base])]);
      }),
      { numRuns: 1_000 },
    );
  });
});

it.each<[OffloadStrategy, number]>([
  ['none', 95],
  ['balanced', 85],
  ['aggressive', 65],
])('the peak under “%s” is what stays, the largest of the rest, and the work', (strategy, bytes) => {
  expect(peakUse(model('a'), strategy)).toEqual(ram(bytes));
});
