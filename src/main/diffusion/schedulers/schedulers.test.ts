import { describe, expect, it } from 'vitest';
import { createDdim } from './ddim.ts';
import { createEuler } from './euler.ts';
import { buildNoiseSchedule, schedulerConfig } from './noise-schedule.ts';
import { createScheduler, schedulerNames } from './index.ts';
import type { Scheduler } from './scheduler.ts';

/** Numbers 0..767 / 768 laid out as [C=3, H=8, W=8, B=4], moved to [B, C, H, W]: the public test suite's dummy sample. */
function dummySample(): Float32Array {
  const sample = new Float32Array(768);
  for (let batch = 0; batch < 4; batch++) {
    for (let i = 0; i < 192; i++) sample[batch * 192 + i] = (i * 4 + batch) / 768;
  }
  return sample;
}

/** Runs the public suite's full loop: the model is `x * t / (t + 1)`, and the scaled input is fed back as the state. */
function fullLoop(scheduler: Scheduler): { sum: number; mean: number } {
  let sample: Float32Array = dummySample().map((value) => value * scheduler.initNoiseSigma);
  scheduler.timesteps.forEach((timestep, index) => {
    sample = scheduler.scaleInput(sample, index);
    const output = sample.map((value) => (value * timestep) / (timestep + 1));
    sample = scheduler.step(output, index, sample).sample;
  });
  const sum = sample.reduce((total, value) => total + Math.abs(value), 0);
  return { sum, mean: sum / sample.length };
}

const schedule = (changes: object): ReturnType<typeof buildNoiseSchedule> =>
  buildNoiseSchedule(schedulerConfig.parse(changes));

describe('schedulers against the published values', () => {
  it.each([
    ['ddim', createDdim(schedule({ clip_sample: true }), { steps: 10, karras: false }), 172.0067, 0.223967],
    [
      'ddim, v-prediction',
      createDdim(schedule({ clip_sample: true, prediction_type: 'v_prediction' }), { steps: 10, karras: false }),
      52.5302,
      0.0684,
    ],
    [
      'euler',
      createEuler(schedule({ num_train_timesteps: 1100, timestep_spacing: 'linspace' }), { steps: 10, karras: false }),
      10.0807,
      0.0131,
    ],
    [
      'euler, v-prediction',
      createEuler(
        schedule({ num_train_timesteps: 1100, timestep_spacing: 'linspace', prediction_type: 'v_prediction' }),
        { steps: 10, karras: false },
      ),
      0.0002,
      2.2676e-6,
    ],
    [
      'euler, karras',
      createEuler(schedule({ num_train_timesteps: 1100, timestep_spacing: 'linspace' }), { steps: 10, karras: true }),
      124.522995,
      0.162139,
    ],
  ])('%s', (_name, scheduler, sum, mean) => {
    const result = fullLoop(scheduler);
    expect(Math.abs(result.sum - sum)).toBeLessThan(1e-2);
    expect(Math.abs(result.mean - mean)).toBeLessThan(1e-3);
  });
});

it('starts Euler in the middle as the published noise row does', () => {
  const euler = createEuler(schedule({ num_train_timesteps: 1100, timestep_spacing: 'linspace' }), {
    steps: 10,
    karras: false,
  });
  const noise = new Float32Array(768);
  for (let batch = 0; batch < 4; batch++) {
    for (let i = 0; i < 192; i++) noise[batch * 192 + i] = (767 - (i * 4 + batch)) / 768;
  }
  let sample: Float32Array = euler.addNoise(
    dummySample().map((value) => value * euler.initNoiseSigma),
    noise,
    8,
  );
  euler.timesteps.slice(8).forEach((timestep, i) => {
    sample = euler.scaleInput(sample, 8 + i);
    const output = sample.map((value) => (value * timestep) / (timestep + 1));
    sample = euler.step(output, 8 + i, sample).sample;
  });
  const sum = sample.reduce((total, value) => total + Math.abs(value), 0);
  expect(Math.abs(sum - 57062.9297)).toBeLessThan(1e-2);
});

describe.each(schedulerNames)('%s', (name) => {
  const config = {
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    beta_end: 0.012,
    steps_offset: 1,
    set_alpha_to_one: false,
  };

  it.each(['epsilon', 'v_prediction', 'sample'])(
    'finds the original again when the model always knows it (%s)',
    (prediction) => {
      const noise = schedule({ ...config, prediction_type: prediction });
      const scheduler = createScheduler(name, noise, 20);
      const original = Float32Array.of(0.5, -1, 2, 0.1);
      const added = Float32Array.of(1, -0.3, 0.4, -2);
      let sample = scheduler.addNoise(original, added, 0);
      scheduler.timesteps.forEach((timestep, index) => {
        const seen = scheduler.scaleInput(sample, index);
        const alpha = noise.alphasCumprod[Math.round(timestep)] ?? 1;
        const [a, b] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
        const epsilon = seen.map((value, i) => (value - a * (original[i] ?? 0)) / b);
        const outputs = {
          epsilon,
          v_prediction: epsilon.map((value, i) => a * value - b * (original[i] ?? 0)),
          sample: original,
        };
        sample = scheduler.step(outputs[prediction as keyof typeof outputs], index, sample).sample;
      });
      // DDIM ends at the noise level of the first timestep, the others at none.
      sample.forEach((value, i) => expect(Math.abs(value - (original[i] ?? 0))).toBeLessThan(0.08));
    },
  );
});
