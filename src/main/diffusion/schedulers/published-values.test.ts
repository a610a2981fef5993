import { expect, it } from 'vitest';
import { TorchGenerator } from '../torch-random.ts';
import { buildNoiseSchedule, createScheduler, schedulerConfig, type SchedulerName } from './index.ts';

/**
 * Values that diffusers publishes in its own test suite (tests/schedulers, commit 58eb52c0): the sum and the mean of |x| after
 * ten steps of a dummy model, to 1e-2 and 1e-3.
 */
const betas1100 = { num_train_timesteps: 1100 };
const clipped = { clip_sample: true };

const rows: [title: string, name: SchedulerName, config: object, start: number | null, sum: number, mean: number][] = [
  ['ddim', 'ddim', clipped, null, 172.0067, 0.223967],
  ['ddim, v-prediction', 'ddim', { ...clipped, prediction_type: 'v_prediction' }, null, 52.5302, 0.0684],
  ['euler', 'euler', betas1100, null, 10.0807, 0.0131],
  ['euler, v-prediction', 'euler', { ...betas1100, prediction_type: 'v_prediction' }, null, 0.0002, 2.2676e-6],
  ['euler, karras', 'euler', { ...betas1100, use_karras_sigmas: true }, null, 124.522995, 0.162139],
  ['euler karras by its own name', 'euler_karras', betas1100, null, 124.522995, 0.162139],
  ['euler, noised to step 8', 'euler', betas1100, 8, 57062.9297, 74.3007],
  ['euler ancestral', 'euler_ancestral', betas1100, null, 152.3192, 0.1983],
];

it.each(rows)('%s', (_title, name, config, start, sum, mean) => {
  const scheduler = createScheduler(name, buildNoiseSchedule(schedulerConfig.parse(config)), 10);
  const generator = new TorchGenerator(0);
  const from = (start ?? 0) * scheduler.callsPerStep;
  const initial = grid((i) => i).map((value) => value * scheduler.initNoiseSigma);
  let sample =
    start === null
      ? initial
      : scheduler.addNoise(
          initial,
          grid((i) => 767 - i),
          from,
        );
  for (let index = from; index < scheduler.timesteps.length; index++) {
    const timestep = scheduler.timesteps[index] ?? 0;
    // The suite feeds the scaled input back as the state, which a pipeline does not do.
    sample = scheduler.scaleInput(sample, index);
    const output = sample.map((value) => (value * timestep) / (timestep + 1));
    sample = scheduler.step(output, index, sample, () => generator.randn(768)).sample;
  }
  const found = sample.reduce((total, value) => total + Math.abs(value), 0);
  expect(Math.abs(found - sum)).toBeLessThan(1e-2);
  expect(Math.abs(found / sample.length - mean)).toBeLessThan(1e-3);
});

/** 768 numbers, divided by 768, laid out as [C=3, H=8, W=8, B=4] and moved to [B, C, H, W]. */
function grid(numberAt: (index: number) => number): Float32Array {
  return Float32Array.from({ length: 768 }, (_, i) => numberAt((i % 192) * 4 + Math.floor(i / 192)) / 768);
}
