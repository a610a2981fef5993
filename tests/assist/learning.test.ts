import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TakeId } from '../../src/shared/base/index.ts';
import { createLearningStore, type LearningStore } from '../../src/main/assist/index.ts';
import { learnedScore, nothingLearned, type Feedback, type LoraAdvice } from '../../src/shared/assist/index.ts';
import { adviceFor, lora } from './catalogue.ts';

let folder: string;
let store: LearningStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-learning-'));
  store = createLearningStore(join(folder, 'learning.db'));
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes nonsense over most pages of a database. */
async function damage(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  await handle.write(Buffer.alloc(size - 2 * 4096, 0xee), 0, size - 2 * 4096, 2 * 4096);
  await handle.close();
}

/** Does something without the rights of an administrator, to whom every file is writable. */
async function asNobody(work: () => void): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  await chown(folder, 65_534, 65_534);
  process.seteuid?.(65_534);
  try {
    work();
  } finally {
    process.seteuid?.(0);
  }
}

const day = 24 * 3600 * 1000;
const start = Date.UTC(2026, 0, 1);

/** Makes a picture with LoRAs and says something of it. */
function picture(id: string, loras: string[], said: Partial<Feedback>, into: LearningStore = store): void {
  const uses = loras.map((each) => ({ id: each, weight: 0.8 }));
  const settings = { loras: uses, params: { steps: 30, scheduler: 'euler' } };
  into.record({
    id,
    atMs: start,
    prompt: 'anime cat',
    model: 'local/x',
    style: 'anime',
    content: 'animal',
    advised: settings,
    taken: { ...settings, params: { steps: 40, scheduler: 'euler' } },
  });
  if (Object.keys(said).length > 0) into.giveFeedback({ id, ...said } as Feedback, start + day);
}

// One is more popular by a little less than the 0.05 that five ratings have to outweigh.
const one = lora('one', { styles: ['anime'], rating: 3.7 });
const two = lora('two', { styles: ['anime'], rating: 2.5 });
const advice = (): LoraAdvice => adviceFor('anime cat', [one, two], { learned: store.learned() });
const order = (): string[] => advice().loras.map(({ id }) => id);

describe('five ratings', () => {
  it('change the order of two LoRAs within 0.05, say why, and a reset restores it exactly', () => {
    const before = advice();
    expect(before.loras.map(({ id }) => id)).toEqual(['one', 'two']);
    const lead = (before.loras[0]?.score ?? 0) - (before.loras[1]?.score ?? 0);
    expect(lead).toBeGreaterThan(0.045);
    expect(lead).toBeLessThanOrEqual(0.05);
    for (let i = 0; i < 5; i++) picture(`take-${i}`, ['two'], { rating: 5 });
    expect(order()).toEqual(['two', 'one']);
    const [first] = advice().loras;
    expect(first?.reasons).toContainEqual({ kind: 'moved-up', over: ['one'], adjustment: 0.061538, ratings: 5 });
    expect(first?.scores.history).toBeLessThanOrEqual(0.1);
    store.reset('two');
    expect(advice()).toEqual(before);
  });

  it('of 4 stars are enough', () => {
    for (let i = 0; i < 5; i++) picture(`take-${i}`, ['two'], { rating: 4 });
    expect(order()).toEqual(['two', 'one']);
  });
});

describe('what a result says', () => {
  const at = (stars: number | null, days = 0, rest: { acted?: number; isRemoved?: boolean } = {}) => ({
    stars,
    acted: rest.acted ?? null,
    isRemoved: rest.isRemoved ?? false,
    atMs: start + days * day,
  });

  it('is little while there are few, and stays within the history part', () => {
    const adjustments = [1, 2, 4, 40].map(
      (n) =>
        learnedScore(
          Array.from({ length: n }, () => at(5)),
          start,
        ).adjustment,
    );
    expect(adjustments).toEqual([0.032, 0.045714, 0.058182, 0.077108]);
    const worst = learnedScore(
      Array.from({ length: 100 }, () => at(1)),
      start,
    );
    expect(worst.share).toBeGreaterThanOrEqual(0);
    expect(worst).toMatchObject({ ratings: 100, mean: 1, successRate: 0 });
  });

  it('fades with its age beside newer ones, and not by waiting', () => {
    const old = learnedScore([at(5, 0), at(1, 180)], start + 180 * day);
    const fresh = learnedScore([at(5, 180), at(1, 180)], start + 180 * day);
    expect(old.share).toBeLessThan(fresh.share);
    expect(learnedScore([at(5, 0)], start)).toEqual(learnedScore([at(5, 90)], start + 90 * day));
  });

  it('may be told by what was done, or by taking the LoRA out', () => {
    expect(learnedScore([at(null, 0, { acted: 1 })], start)).toMatchObject({ ratings: 0, results: 1, mean: null });
    expect(learnedScore([at(null, 0, { acted: 1 })], start).adjustment).toBeGreaterThan(0);
    expect(learnedScore([at(5, 0, { isRemoved: true })], start)).toMatchObject({ ratings: 0, results: 1 });
    expect(learnedScore([at(5, 0, { isRemoved: true })], start).adjustment).toBeLessThan(0);
    expect(learnedScore([at(null)], start)).toEqual(nothingLearned.scoreOf('any'));
  });
});

describe('the store', () => {
  it('adds what is said later to what was said before, and outlives the program', () => {
    picture('a', ['two'], { rating: 2, tags: ['blurry'] });
    store.giveFeedback({ id: 'a', rating: 5, comments: 'better now' } as Feedback, start + 2 * day);
    store.close();
    const reopened = createLearningStore(join(folder, 'learning.db'));
    expect(reopened.learned().scoreOf('two')).toMatchObject({ ratings: 1, mean: 5 });
    expect(JSON.parse(reopened.export())).toMatchObject({
      feedback: [{ said: { rating: 5, tags: ['blurry'], comments: 'better now' } }],
    });
    reopened.close();
  });

  it('hears of stars that are given and taken back in the gallery, of its own pictures alone', () => {
    picture('a', ['two'], { tags: ['blurry'] });
    store.rate('a' as TakeId, 5, start + day);
    store.rate('of-a-matrix' as TakeId, 5, start + day);
    expect(store.learned().scoreOf('two')).toMatchObject({ ratings: 1, mean: 5 });
    store.rate('a' as TakeId, 0, start + day);
    expect(store.learned().scoreOf('two')).toMatchObject({ ratings: 0, mean: null });
    expect(JSON.parse(store.export())).toMatchObject({ feedback: [{ said: { id: 'a', tags: ['blurry'] } }] });
  });

  it('counts sub-ratings where there is none of the whole', () => {
    picture('a', ['two'], { quality: 4, accuracy: 5 });
    expect(store.learned().scoreOf('two')).toMatchObject({ ratings: 1, mean: 4.5 });
  });

  it('switched off, keeps nothing and moves nothing, and forgets nothing', () => {
    picture('a', ['two'], { rating: 5 });
    const known = store.learned().scoreOf('two');
    store.configure({ isEnabled: false });
    picture('b', ['two'], { rating: 1 });
    expect(store.learned().scoreOf('two')).toEqual(nothingLearned.scoreOf('two'));
    expect(store.insights()).toMatchObject({ isEnabled: false, generations: 1, ratings: 1 });
    store.configure({ isEnabled: true });
    expect(store.learned().scoreOf('two')).toEqual(known);
  });

  it('moves to another machine as a file, once however often, and does not bring back what was forgotten there', () => {
    picture('a', ['one', 'two'], { rating: 5 });
    picture('b', ['two'], { rating: 3 });
    const json = store.export();
    const other = createLearningStore(join(folder, 'other.db'));
    other.import(json);
    other.import(json);
    expect(other.export()).toBe(json);
    expect(other.learned().scoreOf('two')).toEqual(store.learned().scoreOf('two'));
    other.reset('two');
    other.import(json);
    expect(other.learned().scoreOf('two')).toEqual(nothingLearned.scoreOf('two'));
    expect(other.learned().scoreOf('one').ratings).toBe(1);
    other.reset(null);
    expect(other.insights()).toMatchObject({ generations: 0, ratings: 0, loras: [], combinations: [], habits: [] });
    other.close();
  });

  it.each(['', '{}', '{"format":"telar-learning","version":2}', '[1]'])('refuses "%s" as a file', (json) => {
    expect(() => store.import(json)).toThrow(expect.objectContaining({ code: 'UsageError', kind: 'invalid' }) as Error);
  });

  it('tells what works with what, and what is usually changed', () => {
    picture('a', ['one', 'two'], { rating: 5 });
    picture('b', ['two'], { rating: 2 });
    const { loras, combinations, habits } = store.insights();
    expect(loras.map(({ id, ratings, mean }) => [id, ratings, mean])).toEqual([
      ['two', 2, 3.5],
      ['one', 1, 5],
    ]);
    expect(combinations).toContainEqual({ lora: 'one', with: { kind: 'lora', name: 'two' }, ratings: 1, mean: 5 });
    expect(combinations).toContainEqual({ lora: 'two', with: { kind: 'style', name: 'anime' }, ratings: 2, mean: 3.5 });
    expect(habits).toEqual([{ parameter: 'steps', changed: 2, of: 2, advised: 30, taken: 40 }]);
  });
});

describe('a damaged database', () => {
  it('is put aside with a notice, and learning begins anew', async () => {
    const file = join(folder, 'learning.db');
    await writeFile(file, 'this is no database at all, and never was one');
    expect(order()).toEqual(['one', 'two']);
    expect(store.insights().problem).toMatchObject({ code: 'DatabaseError', kind: 'put-aside' });
    expect(await readFile(`${file}.damaged-1`, 'utf8')).toContain('no database');
    picture('a', ['two'], { rating: 5 });
    expect(store.learned().scoreOf('two').ratings).toBe(1);
  });

  it('in the middle of its pages is put aside as well, and the copy of the last orderly end takes its place', async () => {
    const file = join(folder, 'learning.db');
    for (let i = 0; i < 200; i++) picture(`take-${i}`, ['two'], { rating: 5, comments: 'x'.repeat(500) });
    const known = store.learned().scoreOf('two');
    store.configure({ isEnabled: true });
    store.reset('one');
    store.close();
    await damage(file);
    expect(store.learned().scoreOf('two')).toEqual(known);
    expect(store.problem()).toMatchObject({ kind: 'restored', values: { aside: `${file}.damaged-1` } });
    store.close();
    expect(store.learned().scoreOf('two')).toEqual(known);
    expect(store.problem()).toBeNull();
    store.close();
    // A copy that is damaged too is no help.
    await damage(file);
    await damage(`${file}.copy`);
    expect(store.learned().scoreOf('two').ratings).toBe(0);
    expect(store.problem()).toMatchObject({ kind: 'put-aside', values: { aside: `${file}.damaged-2` } });
  });

  it('that another process has put aside is not put aside once more', async () => {
    const file = join(folder, 'learning.db');
    for (let i = 0; i < 200; i++) picture(`take-${i}`, ['two'], { rating: 5, comments: 'x'.repeat(500) });
    store.close();
    await rm(`${file}.copy`);
    store.learned();
    // The first process has the file open while it is damaged, and has not read the damaged pages yet.
    await damage(file);
    const other = createLearningStore(file);
    picture('new', ['one'], { rating: 4 }, other);
    expect(other.problem()).toMatchObject({ kind: 'put-aside' });
    expect(store.learned().scoreOf('one').ratings).toBe(1);
    expect((await readdir(folder)).filter((name) => name.endsWith('damaged-2'))).toEqual([]);
    other.close();
  });

  it('that cannot be written is read, and what happens until the end counts until then', async () => {
    const file = join(folder, 'learning.db');
    picture('a', ['two'], { rating: 5 });
    store.close();
    const before = await readFile(file);
    await chmod(file, 0o444);
    await asNobody(() => {
      expect(store.learned().scoreOf('two').ratings).toBe(1);
      picture('b', ['two'], { rating: 5 });
      expect(store.learned().scoreOf('two').ratings).toBe(2);
      expect(store.problem()).toMatchObject({ code: 'DatabaseError', kind: 'not-writable', place: { file } });
      store.close();
    });
    expect(await readFile(file)).toEqual(before);
  });

  it('of a newer Telar is left as it is', async () => {
    const file = join(folder, 'learning.db');
    picture('a', ['two'], { rating: 5 });
    store.close();
    const { default: Sqlite } = await import('better-sqlite3');
    const newer = new Sqlite(file);
    newer.pragma('user_version = 99');
    newer.close();
    expect(store.learned().scoreOf('two').ratings).toBe(0);
    expect(store.insights().problem).toMatchObject({ code: 'DatabaseError', kind: 'newer-version' });
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});

it('that several processes teach at once has it all', async () => {
  const file = join(folder, 'learning.db');
  const worker = join(import.meta.dirname, 'learning-worker.ts');
  const codes = await Promise.all(
    ['a', 'b'].map(
      (name) =>
        new Promise((resolve) => {
          spawn(process.execPath, [worker, file, name, '20'], { stdio: 'inherit' }).once('close', resolve);
        }),
    ),
  );
  expect(codes).toEqual([0, 0]);
  expect(store.insights()).toMatchObject({ generations: 40, ratings: 40, problem: null });
  expect(store.learned().scoreOf('two')).toMatchObject({ ratings: 40, mean: 4 });
});
