import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soakRuns } from '../../../../tests/soak.ts';
import {
  buildNoiseSchedule,
  createScheduler,
  schedulerConfig,
  schedulerFacts,
  schedulerNames,
  startIndex,
  type NoiseSchedule,
  type NoiseSource,
  type Scheduler,
} from './index.ts';

/** The settings of the widely used latent models. */
const latentModel = { beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012, steps_offset: 1 };
const build = (changes: object): NoiseSchedule => buildNoiseSchedule(schedulerConfig.parse(changes));

const noise: NoiseSource = () => Float32Array.of(1, -0.3, 0.4, -2);
/** For samplers that must not draw any. */
const noNoise: NoiseSource = () => expect.fail('a deterministic sampler drew noise');

/** Ratio of noise to signal at a call, read off a single number. */
function levelAt(scheduler: Scheduler, index: number): number {
  const [signal, mixed] = [scheduler.addNoise(one, zero, index)[0] ?? 0, scheduler.addNoise(zero, one, index)[0] ?? 0];
  return mixed / signal;
}
const [zero, one] = [Float32Array.of(0), Float32Array.of(1)];

/** Runs from the call `from` on; the model is given what it sees and its share of signal and noise. */
function run(
  scheduler: Scheduler,
  draw: NoiseSource,
  { start, from }: { start: Float32Array; from: number },
  model: (seen: Float32Array, signal: number, noise: number) => Float32Array,
): Float32Array {
  let sample = start;
  for (let index = from; index < scheduler.timesteps.length; index++) {
    const angle = Math.atan(levelAt(scheduler, index));
    const output = model(scheduler.scaleInput(sample, index), Math.cos(angle), Math.sin(angle));
    sample = scheduler.step(output, index, sample, draw).sample;
  }
  return sample;
}

const spacings = fc.constantFrom('leading', 'trailing', 'linspace');
const predictions = fc.constantFrom('epsilon', 'v_prediction', 'sample');

describe.each(schedulerNames)('%s', (name) => {
  const draw = schedulerFacts(name).stochastic ? noise : noNoise;
  /** Steps that every sampler takes with 1000 timesteps, whatever the spacing. */
  const most = name === 'lcm' ? 50 : 999;
  const callsOf = (steps: number): number => (name === 'heun' ? 2 * steps - 1 : steps);

  it('goes through timesteps of the model, from noise to none, in as many calls as it says', () => {
    const given = fc.record({ timestep_spacing: spacings, use_karras_sigmas: fc.boolean() });
    fc.assert(
      fc.property(given, fc.integer({ min: 1, max: most }), (changes, steps) => {
        const { timesteps, ...scheduler } = createScheduler(name, build({ ...latentModel, ...changes }), steps);
        expect(timesteps).toHaveLength(callsOf(steps));
        const levels = [...timesteps.keys(), timesteps.length].map((index) =>
          levelAt({ timesteps, ...scheduler }, index),
        );
        const isDescending = (numbers: readonly number[]): boolean =>
          numbers.every((value, i) => i === 0 || value <= (numbers[i - 1] ?? 0));
        expect([isDescending(timesteps), isDescending(levels)]).toEqual([true, true]);
        expect([...timesteps, ...levels].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        expect(Math.max(...timesteps)).toBeLessThanOrEqual(999);
        expect(levels[0]).toBeGreaterThan(levels.at(-1) ?? NaN);
      }),
      { numRuns: soakRuns(40, 1000) },
    );
  });

  it('ends at the original when the model always knows it, from the start and from midway', () => {
    const original = Float32Array.of(0.5, -1, 2, 0.1);
    const given = fc.record({
      timestep_spacing: spacings,
      prediction_type: predictions,
      use_karras_sigmas: fc.boolean(),
      solver_order: fc.integer({ min: 1, max: 3 }),
    });
    const part = fc.record({ steps: fc.integer({ min: 1, max: 40 }), kept: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(given, part, (changes, { steps, kept }) => {
        // Every sampler weighs the slopes of earlier steps; a run of LMS that begins midway lacks some.
        const keeps = name === 'lms' ? steps : kept;
        const { prediction_type: type } = changes;
        // The step that DDIM's linspace takes last does not reach timestep 0.
        const spacing = name === 'ddim' ? 'leading' : changes.timestep_spacing;
        const offset = name === 'ddim' ? 0 : latentModel.steps_offset;
        const schedule = build({ ...latentModel, ...changes, timestep_spacing: spacing, steps_offset: offset });
        const scheduler = createScheduler(name, schedule, steps);
        const from = startIndex(scheduler, steps, keeps);
        const start = scheduler.addNoise(original, noise(), from);
        const end = run(scheduler, draw, { start, from }, (seen, signal, share) => {
          if (type === 'sample') return original;
          const added = seen.map((value, i) => (value - signal * (original[i] ?? 0)) / share);
          if (type === 'epsilon') return added;
          return added.map((value, i) => signal * value - share * (original[i] ?? 0));
        });
        const error = Math.max(...end.map((value, i) => Math.abs(value - (original[i] ?? NaN))));
        expect(error).toBeLessThan(2e-3);
      }),
      { numRuns: soakRuns(60, 2000) },
    );
  });

  it('keeps as many steps of a run that begins midway as were asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 60 }), (steps, kept) => {
        const scheduler = createScheduler(name, build(latentModel), steps);
        const from = startIndex(scheduler, steps, kept);
        expect(scheduler.timesteps.length - from).toBe(callsOf(Math.min(steps, kept)));
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, 1001, 2.5, NaN])('refuses %s steps', (steps) => {
    expect(() => createScheduler(name, build(latentModel), steps)).toThrow(
      expect.objectContaining({
        code: 'ParameterValidationError',
        kind: 'out-of-range',
        place: { parameter: 'steps' },
      }),
    );
  });
});

it('begins a step of Heun at every even call, whose level is that of the other samplers', () => {
  const [heun, euler] = [createScheduler('heun', build({}), 10), createScheduler('euler', build({}), 10)];
  const from = startIndex(heun, 10, 4);
  expect(from).toBe(12);
  expect(levelAt(heun, from)).toBe(levelAt(euler, 6));
  expect(levelAt(heun, from + 1)).toBe(levelAt(euler, 7));
  expect(heun.timesteps.slice(from)).toEqual([6, 7, 7, 8, 8, 9, 9].map((step) => euler.timesteps[step]));
});

it.each(['euler', 'heun', 'lms', 'dpmpp_2m', 'unipc'] as const)(
  '%s follows a model that asks for Karras levels',
  (name) => {
    const asked = createScheduler(name, build({ use_karras_sigmas: true }), 8);
    const plain = createScheduler(name, build({}), 8);
    expect(asked.timesteps).not.toEqual(plain.timesteps);
    // Karras et al. 2022, eq. 5: the seventh roots are evenly spaced.
    const roots = [0, 1, 2].map((step) => levelAt(asked, startIndex(asked, 8, 8 - step)) ** (1 / 7));
    expect((roots[0] ?? 0) - (roots[1] ?? 0)).toBeCloseTo((roots[1] ?? 0) - (roots[2] ?? 0), 5);
  },
);

it('tells of every sampler what it is called and whether it draws noise', () => {
  expect(schedulerNames.filter((name) => schedulerFacts(name).stochastic)).toEqual(['euler_ancestral', 'lcm']);
  expect(schedulerNames.map((name) => schedulerFacts(name).title)).toEqual([
    'DPM++ 2M',
    'DPM++ 2M Karras',
    'UniPC',
    'Euler',
    'Euler Karras',
    'Euler ancestral',
    'Heun',
    'LMS',
    'DDIM',
    'LCM',
  ]);
});
