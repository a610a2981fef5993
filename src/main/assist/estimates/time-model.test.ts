import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  errorOf,
  fitTimeModel,
  guessTimeModel,
  secondsOf,
  slownessOf,
  type TimedRun,
  type TimeModel,
} from './time-model.ts';

const guess = guessTimeModel(3.8e6);

/** A run of a machine that really works like this. */
function runOn(machine: TimeModel, passes: number, megapixels: number, isCold = false, noise = 1): TimedRun {
  const work = { passes, megapixels, pictures: 1 };
  const otherSeconds = isCold ? machine.coldSeconds : machine.warmSeconds;
  return { ...work, workSeconds: (secondsOf(machine, work, isCold) - otherSeconds) * noise, otherSeconds, isCold };
}

const machine: TimeModel = { perCall: 0.08, perPass: 2, perMegapixel: 4, warmSeconds: 0.2, coldSeconds: 3 };
const runs = [4, 8, 12, 20, 30, 40, 50].flatMap((passes) =>
  [0.1, 0.25, 0.6, 1].map((megapixels) => runOn(machine, passes, megapixels, passes === 4)),
);

describe('the time model', () => {
  it('is the first guess before any run, and slower for a larger model', () => {
    expect(fitTimeModel([], guess)).toEqual(guess);
    const large = guessTimeModel(3.4e9);
    // A pass for a megapixel of Stable Diffusion 1.5, one of the two points that the guess goes through.
    expect(large.perPass).toBeCloseTo(30, 6);
    expect(large.coldSeconds).toBeGreaterThan(guess.coldSeconds);
  });

  it('finds how a machine works from its runs', () => {
    const fitted = fitTimeModel(runs, guess);
    expect(fitted).toMatchObject({ warmSeconds: 0.2, coldSeconds: 3 });
    for (const run of [runOn(machine, 16, 0.4), runOn(machine, 35, 0.9)]) {
      const real = run.workSeconds + run.otherSeconds;
      expect(Math.abs(secondsOf(fitted, run, false) - real) / real).toBeLessThan(0.02);
    }
    expect(errorOf(runs, guess)).toBeLessThan(3);
  });

  it('keeps its head when some runs were disturbed, and says how far off it is', () => {
    const disturbed = runs.map((run, i) => (i % 6 === 0 ? { ...run, workSeconds: run.workSeconds * 1.6 } : run));
    const error = errorOf(disturbed, guess) ?? 0;
    expect(error).toBeGreaterThan(3);
    expect(error).toBeLessThan(25);
  });

  it('follows a machine that has become slower', () => {
    const slower: TimeModel = { ...machine, perPass: 4, perMegapixel: 8 };
    const later = [10, 20, 30, 40, 50].flatMap((passes) =>
      [0.1, 0.25, 0.4, 0.5, 0.6, 1].map((size) => runOn(slower, passes, size)),
    );
    const run = runOn(slower, 30, 0.6);
    const real = run.workSeconds + run.otherSeconds;
    expect(secondsOf(fitTimeModel(runs, guess), run, false) / real).toBeLessThan(0.6);
    expect(secondsOf(fitTimeModel([...runs, ...later].slice(-40), guess), run, false) / real).toBeGreaterThan(0.8);
  });

  it('says no error before there are runs enough to know it', () => {
    expect(errorOf(runs.slice(0, 4), guess)).toBeNull();
  });

  it('never foretells less for more work, whatever the runs were', () => {
    const anyRun = fc.record({
      passes: fc.integer({ min: 1, max: 200 }),
      megapixels: fc.double({ min: 0.004, max: 4, noNaN: true }),
      pictures: fc.integer({ min: 1, max: 16 }),
      workSeconds: fc.double({ min: 0.001, max: 600, noNaN: true }),
      otherSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
      isCold: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 12 }), anyRun, (known, run) => {
        const fitted = fitTimeModel(known, guess);
        for (const part of Object.values(fitted)) expect(part).toBeGreaterThanOrEqual(0);
        const seconds = secondsOf(fitted, run, run.isCold);
        expect(Number.isFinite(seconds)).toBe(true);
        expect(secondsOf(fitted, { ...run, passes: run.passes + 1 }, run.isCold)).toBeGreaterThanOrEqual(seconds);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('knows from other models how slow a machine is', () => {
    const known = runs.map((run) => ({ run, guess: machine }));
    expect(slownessOf(known)).toBeCloseTo(1, 6);
    expect(
      slownessOf(known.map(({ run }) => ({ run: { ...run, workSeconds: run.workSeconds * 3 }, guess: machine }))),
    ).toBeCloseTo(3, 6);
    expect(slownessOf([])).toBe(1);
  });
});
