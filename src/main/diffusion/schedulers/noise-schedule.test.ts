import { describe, expect, it } from 'vitest';
import { buildNoiseSchedule, createScheduler, parseSchedulerConfig, schedulerConfig } from './index.ts';
import { spacedTimesteps, spacedTimestepsAboveZero } from './timesteps.ts';

const alphas = (changes: object): number[] => [...buildNoiseSchedule(schedulerConfig.parse(changes)).alphasCumprod];

describe('training noise', () => {
  it.each([
    ['linear', (i: number) => 0.0001 + (i * (0.02 - 0.0001)) / 999],
    ['scaled_linear', (i: number) => (Math.sqrt(0.0001) + (i * (Math.sqrt(0.02) - Math.sqrt(0.0001))) / 999) ** 2],
  ])('%s betas, multiplied up in double precision', (beta_schedule, beta) => {
    let [product, worst] = [1, 0];
    alphas({ beta_schedule }).forEach((alpha, i) => {
      product *= 1 - beta(i);
      worst = Math.max(worst, Math.abs(alpha / product - 1));
    });
    expect(worst).toBeLessThan(2e-5);
  });

  it('the squared cosine, whose betas end at 0.999', () => {
    const found = alphas({ beta_schedule: 'squaredcos_cap_v2' });
    const cosine = (part: number): number => Math.cos(((part + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
    [0, 250, 500, 998].forEach((i) => expect((found[i] ?? 0) / (cosine((i + 1) / 1000) / cosine(0))).toBeCloseTo(1, 3));
    expect((found[999] ?? 0) / (found[998] ?? 0)).toBeCloseTo(0.001, 5);
  });

  it('betas that are given', () => {
    expect(alphas({ trained_betas: [0.5, 0.5, 0.75], num_train_timesteps: 3 })).toEqual([0.5, 0.25, 0.0625]);
  });

  it('rescaled, begins where it began and ends in pure noise', () => {
    const [plain, rescaled] = [alphas({}), alphas({ rescale_betas_zero_snr: true })];
    expect([rescaled[0], rescaled.at(-1)]).toEqual([expect.closeTo(plain[0] ?? 0, 6), 0]);
    // Lin et al. 2024, algorithm 1, in double precision.
    const [first, last] = [Math.sqrt(plain[0] ?? 0), Math.sqrt(plain.at(-1) ?? 0)];
    const wanted = plain.map((alpha) => (((Math.sqrt(alpha) - last) * first) / (first - last)) ** 2);
    expect(Math.max(...rescaled.map((alpha, i) => Math.abs(alpha - (wanted[i] ?? 0))))).toBeLessThan(1e-4);
  });
});

/** As numpy gives them: its `arange` takes a step that was rounded, so 937.5 of 48 steps comes out below the half. */
it.each([
  ['linspace', 7, 0, [999, 832, 666, 500, 333, 166, 0], [999, 856, 714, 571, 428, 285, 143]],
  ['leading', 7, 1, [853, 711, 569, 427, 285, 143, 1], [876, 751, 626, 501, 376, 251, 126]],
  ['trailing', 3, 0, [999, 666, 332], [999, 666, 332]],
] as const)('%s spacing, %i steps with an offset of %i', (spacing, steps, offset, plain, aboveZero) => {
  expect(spacedTimesteps(spacing, 1000, steps, offset)).toEqual(plain);
  expect(spacedTimestepsAboveZero(spacing, 1000, steps, offset)).toEqual(aboveZero);
});

it('rounds timesteps to the side where numpy rounds them', () => {
  expect(spacedTimesteps('trailing', 1000, 48, 0).slice(0, 6)).toEqual([999, 978, 957, 936, 916, 895]);
});

it.each([
  [4, [999, 759, 499, 259]],
  [7, [999, 859, 719, 579, 439, 299, 159]],
])('LCM takes %i of the fifty steps it was distilled on', (steps, timesteps) => {
  expect(createScheduler('lcm', buildNoiseSchedule(schedulerConfig.parse({})), steps).timesteps).toEqual(timesteps);
});

describe('scheduler_config.json', () => {
  it('takes what the library writes: no limit as -Infinity, absent betas as null, keys of other samplers', () => {
    const text =
      '{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity, "trained_betas": null, ' +
      '"use_karras_sigmas": null, "algorithm_type": "dpmsolver++", "variance_type": null}';
    expect(parseSchedulerConfig(text)).toEqual(
      schedulerConfig.parse({ _class_name: 'DPMSolverMultistepScheduler', use_karras_sigmas: null }),
    );
  });

  it.each([
    [{ thresholding: true }, 'dynamic thresholding is for models that paint pixels, not latents'],
    [{ trained_betas: [0.1, 0.2] }, 'trained_betas does not have num_train_timesteps values'],
    [{ prediction_type: 'flow_prediction' }, 'expected one of "epsilon"|"v_prediction"|"sample"'],
    [{ beta_schedule: 'sigmoid' }, 'expected one of "linear"|"scaled_linear"|"squaredcos_cap_v2"'],
    [{ beta_end: 1 }, 'expected number to be <1'],
  ])('refuses %j', (changes, reason) => {
    const result = schedulerConfig.safeParse(changes);
    expect(result.error?.issues[0]?.message).toContain(reason);
  });

  it('leaves timesteps out whose signal is below a limit', () => {
    const cosine = { beta_schedule: 'squaredcos_cap_v2', lambda_min_clipped: -5.1 };
    const noise = buildNoiseSchedule(schedulerConfig.parse(cosine));
    const [first = 0] = createScheduler('dpmpp_2m', noise, 20).timesteps;
    const lambda = (timestep: number): number => -Math.log(noise.sigmas[timestep] ?? 0);
    expect([lambda(first) >= -5.1, lambda(first + 1) >= -5.1]).toEqual([true, false]);
  });
});
