import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/fake-clock.ts';
import { CancelledError } from '../../shared/base/index.ts';
import { modelTemplate, type ModelTemplate } from '../../shared/template/index.ts';
import type { Engine } from '../engine/index.ts';
import { awaitTurn } from './await-turn.ts';
import type { ExecutionEvent } from './cell-executor.ts';
import { createPace, type Pace } from './pace.ts';

const minuteMs = 60_000;

function templateOf(name: string, perMinute?: number): ModelTemplate {
  return modelTemplate.parse({
    telar_template: 1,
    id: `fal/${name}`,
    provider: 'fal',
    endpoint: name,
    version: '1',
    title: name,
    output: { asset_type: 'image', extension: 'png' },
    parameters: { type: 'object', properties: {} },
    cost: { kind: 'unknown' },
    ...(perMinute === undefined ? {} : { rate_limit: { per_minute: perMinute } }),
  });
}

const fal = { kind: 'remote', provider: 'fal' } as Engine;
const rehearsal = { kind: 'inline', provider: 'rehearsal' } as Engine;

/** Asks for turns of calls; answers how to go on, and when each call had its turn, in milliseconds. */
function start(pace: Pace, engine: Engine, template: ModelTemplate, signal = new AbortController().signal) {
  const clock = createFakeClock();
  const times: number[] = [];
  const events: ExecutionEvent[] = [];
  const call = async (): Promise<void> => {
    await awaitTurn({ engine, template }, { pace, clock }, { signal, onEvent: (event) => events.push(event) });
    times.push(clock.elapsedMs());
  };
  return { clock, times, events, call };
}

/** The most calls in any minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + minuteMs).length));
}

describe('calls in a minute', () => {
  it('are as many as the template allows; the next waits, says so, and goes on by itself', async () => {
    const { clock, times, events, call } = start(createPace(), fal, templateOf('m', 2));
    const calls = [call(), call(), call()];
    await clock.settle();
    expect(times).toEqual([0, 0]);
    expect(events).toEqual([
      { type: 'waiting', message: expect.stringContaining('m') as string, untilMs: clock.nowMs() + 61_000 },
    ]);
    await clock.advance(61_000);
    await Promise.all(calls);
    expect(times).toEqual([0, 0, 61_000]);
    expect(events.at(-1)).toEqual({ type: 'resumed' });
  });

  it('are 600 at most for all models of a provider together (R12)', async () => {
    const pace = createPace();
    const { clock, times, call } = start(pace, fal, templateOf('m'));
    const calls = Array.from({ length: 1_300 }, call);
    await clock.settle();
    expect(times).toHaveLength(600);
    await clock.advance(5 * minuteMs);
    await Promise.all(calls);
    expect({ made: times.length, most: mostInAMinute(times) }).toEqual({ made: 1_300, most: 600 });
  });

  it('are not counted in a rehearsal, which asks nobody', async () => {
    const { clock, times, call } = start(createPace(), rehearsal, templateOf('m', 1));
    const calls = Array.from({ length: 700 }, call);
    await clock.settle();
    expect(times).toHaveLength(700);
    await Promise.all(calls);
  });

  it('never exceed the limit, whenever they are asked for', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(pauses, fc.integer({ min: 1, max: 5 }), async (gaps, count) => {
        const { clock, times, call } = start(createPace(), fal, templateOf('m', count));
        const calls: Promise<void>[] = [];
        for (const gap of gaps) {
          calls.push(call());
          await clock.advance(gap);
        }
        while (await clock.advanceToNext());
        await Promise.all(calls);
        expect(times).toHaveLength(gaps.length);
        expect(mostInAMinute(times)).toBeLessThanOrEqual(count);
      }),
      { numRuns: 50 },
    );
  });
});

it('a turn that is given up counts for nobody', async () => {
  const pace = createPace();
  const abort = new AbortController();
  const { clock, times, call } = start(pace, fal, templateOf('m', 1));
  await call();
  const given = awaitTurn(
    { engine: fal, template: templateOf('m', 1) },
    { pace, clock },
    { signal: abort.signal, onEvent: () => undefined },
  );
  abort.abort();
  await expect(given).rejects.toBeInstanceOf(CancelledError);
  const next = call();
  await clock.advance(61_000);
  await next;
  expect(times).toEqual([0, 61_000]);
});
