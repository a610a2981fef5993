import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../src/main/run/retry.ts';
import { mediaTypeOfExtension } from '../../src/shared/artifact/index.ts';
import { CancelledError, TelarError, toFailure, type JsonObject } from '../../src/shared/base/index.ts';
import { startCellWorld, startPicture, type CellWorld } from './cell-world.ts';
import { startOllamaSubject } from './subjects/ollama.ts';
import { startPaidSubject } from './subjects/paid.ts';
import type { ExpectedFailure, StartSubject } from './subjects/subject.ts';
import { startLocalSubject, startRehearsalSubject } from './subjects/this-machine.ts';

/** Every engine of the program: what a cell may rely on, whoever makes it. */
const engines: [string, StartSubject][] = [
  ['replicate', () => startPaidSubject('replicate')],
  ['fal', () => startPaidSubject('fal')],
  ['ollama', startOllamaSubject],
  ['rehearsal', startRehearsalSubject],
  ['local', startLocalSubject],
];

/** Order in which a cell tells of its work; the first three may alternate. */
const ranks = {
  queue: 0,
  progress: 0,
  preview: 0,
  text: 0,
  waiting: 0,
  resumed: 0,
  downloading: 1,
  charged: 2,
  noticed: 2,
};

const worlds: CellWorld[] = [];
afterEach(async () => {
  for (const each of worlds.splice(0)) await each.close();
});

describe.each(engines)('a cell made by %s', (_name, start) => {
  async function world(): Promise<CellWorld> {
    const made = await startCellWorld(await start());
    worlds.push(made);
    return made;
  }

  /** What a promise rejects with. */
  async function thrownBy(work: Promise<unknown>): Promise<unknown> {
    return work.then(
      () => expect.fail('nothing was thrown'),
      (error: unknown) => error,
    );
  }

  function nameOf(error: unknown): string {
    if (error instanceof TelarError) return `${error.code}/${error.kind}`;
    return error instanceof CancelledError ? 'cancelled' : String(error);
  }

  async function endsBadly(
    { run, subject, takes, leftovers }: CellWorld,
    { failure, isRetried, parameters = {} }: ExpectedFailure,
  ): Promise<void> {
    const error = await thrownBy(run({ prompt: 'a boat', ...parameters }));
    expect({ failure: nameOf(error), takes: takes.list(), leftovers: await leftovers() }).toEqual({
      failure,
      takes: [],
      leftovers: [],
    });
    expect(retryDelayMs(toFailure(error), 1, 0.5) !== null).toBe(isRetried);
    expect(subject.seen().length).toBeLessThanOrEqual(1);
  }

  const withFile = ({ subject }: CellWorld, path: string): JsonObject => ({
    [subject.fileParameter]: subject.isFileList ? [path] : path,
  });

  it('becomes a file of the announced type, under the announced name', async () => {
    const { run, plan, subject } = await world();
    const { kind, take, bytes, published } = await run({ prompt: 'a boat' }, { unit: 'first' });
    expect({ kind, ...take }).toMatchObject({
      kind: 'made',
      unit: 'first',
      layer: 'base',
      assetType: subject.template.output.asset_type,
      mediaType: mediaTypeOfExtension(subject.extension),
      model: subject.template.id,
      rehearsal: subject.engine.provider === 'rehearsal',
      origin: 'generated',
    });
    expect(bytes.toString('latin1', 0, subject.beginning.length)).toBe(subject.beginning);
    expect(published.equals(bytes)).toBe(true);
    expect(plan({ prompt: 'a boat' }, 'first').path).toMatch(new RegExp(`^outputs/first_.*\\.${subject.extension}$`));
  });

  it('is complete: its hash and size are those of its bytes', async () => {
    const { run, leftovers } = await world();
    const { take, bytes } = await run({ prompt: 'a boat' });
    expect(take).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(await leftovers()).toEqual([]);
  });

  it('reaches the model with the seed it was given, and records it', async () => {
    const { run, subject } = await world();
    const { take } = await run({ prompt: 'a boat', seed: 7 });
    expect({ recorded: take.seed, asked: subject.seen().map(({ seed }) => seed) }).toEqual({
      recorded: '7',
      asked: [7],
    });
  });

  it('records the seed that was drawn where none was given', async () => {
    const { run } = await world();
    const { take } = await run({ prompt: 'a boat' });
    expect(take.seed).toMatch(/^\d{1,20}$/);
  });

  it('keeps every digit of the largest seed', async () => {
    const { run, subject } = await world();
    const { given, told } = subject.largestSeed;
    const seeds = [(await run({ prompt: 'a boat', seed: given })).take.seed];
    if (told !== String(given)) seeds.push((await run({ prompt: 'a boat' })).take.seed);
    expect(seeds).toEqual(told === String(given) ? [told] : [String(given), told]);
  });

  it('asks the model for the same when it is made twice with one seed', async () => {
    const { run, subject } = await world();
    const [first, second] = [await run({ prompt: 'a boat', seed: 7 }), await run({ prompt: 'a boat', seed: 7 })];
    expect([first.kind, second.kind]).toEqual(['made', 'made']);
    const [one, other] = subject.seen();
    expect(one).toEqual(other);
    expect(first.take.id).not.toBe(second.take.id);
  });

  it('is not made again while nothing has changed', async () => {
    const { run, subject } = await world();
    const first = await run({ prompt: 'a boat', seed: 7 }, { unit: 'one' });
    const second = await run({ prompt: 'a boat', seed: 7 }, { unit: 'one' });
    expect({ kind: second.kind, take: second.take.id, jobs: subject.seen().length }).toEqual({
      kind: 'unchanged',
      take: first.take.id,
      jobs: 1,
    });
  });

  it('tells its work in order, steps counted upwards', async () => {
    const { run, events } = await world();
    await run({ prompt: 'a boat' });
    const order = events.map((event) => ranks[event.type]);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const steps = events.flatMap((event) => (event.type === 'progress' ? [event.step / event.steps] : []));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.every((share) => share > 0 && share <= 1)).toBe(true);
    expect(events.length).toBeGreaterThan(0);
  });

  it('is not mixed up with another one at the same time', async () => {
    const { run, subject } = await world();
    const made = await Promise.all([run({ prompt: 'a boat', seed: 1 }), run({ prompt: 'a tower', seed: 2 })]);
    expect(made.map(({ take: { prompt, seed } }) => ({ prompt, seed }))).toEqual([
      { prompt: 'a boat', seed: '1' },
      { prompt: 'a tower', seed: '2' },
    ]);
    const seen = subject.seen().map(({ prompt, seed }) => ({ prompt, seed }));
    expect(seen.toSorted((a, b) => Number(a.seed) - Number(b.seed))).toEqual([
      { prompt: 'a boat', seed: 1 },
      { prompt: 'a tower', seed: 2 },
    ]);
    expect(made[0].bytes.equals(made[1].bytes)).toBe(false);
  });

  it('has a number of places at its model', async () => {
    const { subject } = await world();
    const places = subject.engine.concurrency(subject.template);
    expect({ places, isWhole: Number.isInteger(places) && places > 0 }).toEqual({ places, isWhole: true });
  });

  it('leaves nothing when it is cancelled before it starts', async () => {
    const { run, subject, takes, leftovers } = await world();
    const error = await thrownBy(run({ prompt: 'a boat' }, { signal: AbortSignal.abort() }));
    expect({ error: nameOf(error), takes: takes.list(), leftovers: await leftovers() }).toEqual({
      error: 'cancelled',
      takes: [],
      leftovers: [],
    });
    // An engine of this machine may hear of the job, and does none of it.
    if (subject.engine.kind === 'remote') expect(subject.seen()).toEqual([]);
  });

  it('leaves nothing when it is cancelled while it runs', async () => {
    const { run, subject, takes, leftovers } = await world();
    const parameters = subject.slow();
    const abort = new AbortController();
    const work = thrownBy(run({ prompt: 'a boat', ...parameters }, { signal: abort.signal }));
    await expect.poll(() => subject.seen().length).toBe(1);
    abort.abort();
    expect({ error: nameOf(await work), takes: takes.list(), leftovers: await leftovers() }).toEqual({
      error: 'cancelled',
      takes: [],
      leftovers: [],
    });
  });

  it('says what is missing when its engine is not set up', async () => {
    const at = await world();
    const expected = await at.subject.unset();
    if (expected === null) expect((await at.run({ prompt: 'a boat' })).kind).toBe('made');
    else await endsBadly(at, expected);
  });

  it('is refused for a parameter that its model does not have, before anybody is asked', async () => {
    const { run, plan, subject } = await world();
    const error = await thrownBy(run({ prompt: 'a boat', sede: 7 }));
    expect(error).toMatchObject({ code: 'ParameterValidationError', kind: 'unknown', place: { parameter: 'sede' } });
    expect(plan({ prompt: 'a boat', sede: 7 }).failure).toMatchObject({ code: 'ParameterValidationError' });
    expect(subject.seen()).toEqual([]);
  });

  it('is refused for a value of another type, before anybody is asked', async () => {
    const { run, subject } = await world();
    const error = await thrownBy(run({ prompt: 'a boat', seed: 'seven' }));
    const place = { parameter: 'seed' };
    expect(error).toMatchObject({ code: 'ParameterValidationError', kind: 'wrong-type', place });
    expect(subject.seen()).toEqual([]);
  });

  it('is refused for a file that is not there, before anybody is asked', async () => {
    const at = await world();
    const error = await thrownBy(at.run({ prompt: 'a boat', ...withFile(at, 'nowhere.png') }));
    expect(nameOf(error)).toBe('LayerDependencyError/missing-file');
    expect(at.subject.seen()).toEqual([]);
  });

  it('brings its model a file byte for byte', async () => {
    const at = await world();
    await at.run({ prompt: 'a boat', ...withFile(at, 'start.png') });
    expect(at.subject.seen().map(({ file }) => file?.equals(startPicture))).toEqual([true]);
  });

  it('brings its model the words as they are, in every script', async () => {
    const { run, subject } = await world();
    const words = [
      'niño en un café',
      '猫と灯台',
      'a boat 🚢👩‍🚀',
      'e\u0301 and é',
      '"quoted" \\ back\nnext line {{not}}',
    ];
    const kept: (string | null)[] = [];
    for (const each of words) kept.push((await run({ prompt: each.replace('{{', '\\{{') })).take.prompt);
    expect({ seen: subject.seen().map(({ prompt }) => prompt), kept }).toEqual({ seen: words, kept: words });
  });

  it('fails with a cause when its model fails', async () => {
    const at = await world();
    await endsBadly(at, await at.subject.fail(at.folder));
  });

  it('fails with a cause when it is refused, and is not tried again by itself', async () => {
    const at = await world();
    const expected = await at.subject.refuse(at.folder);
    expect(expected.isRetried).toBe(false);
    await endsBadly(at, expected);
  });

  it('fails with a cause when its engine breaks down', async () => {
    const at = await world();
    await endsBadly(at, await at.subject.breakDown());
  });

  it('fails with a cause when there is nothing in what it was given', async () => {
    const at = await world();
    await endsBadly(at, await at.subject.empty());
  });

  it('shows no key in any failure', async () => {
    for (const dial of ['fail', 'refuse', 'breakDown', 'empty'] as const) {
      const at = await world();
      const { parameters } = await at.subject[dial](at.folder);
      const error = await thrownBy(at.run({ prompt: 'a boat', ...parameters }));
      const told = [JSON.stringify(toFailure(error)), (error as Error).stack, JSON.stringify(at.events)].join('\n');
      expect(told).not.toContain(at.subject.secret);
    }
  });

  it('ends when its engine is put away while it runs', async () => {
    const { run, subject, takes } = await world();
    const parameters = subject.slow();
    const abort = new AbortController();
    const work = thrownBy(run({ prompt: 'a boat', ...parameters }, { signal: abort.signal }));
    await expect.poll(() => subject.seen().length).toBe(1);
    await subject.engine.dispose();
    abort.abort();
    const error = await work;
    expect(error instanceof TelarError || error instanceof CancelledError).toBe(true);
    expect(takes.list()).toEqual([]);
  });

  it('records how long it took and what it cost', async () => {
    const { run, subject } = await world();
    const { take } = await run({ prompt: 'a boat' });
    expect(Number.isInteger(take.durationMs) && take.durationMs! >= 0).toBe(true);
    expect(take.costMicroUsd).toBe(subject.engine.kind === 'remote' ? 100_000 : 0);
  });
});
