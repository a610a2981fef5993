import { createDdim } from './ddim.ts';
import { createDpmpp2m } from './dpmpp-2m.ts';
import { createEulerAncestral } from './euler-ancestral.ts';
import { createEuler } from './euler.ts';
import { createHeun } from './heun.ts';
import { createLcm } from './lcm.ts';
import { createLms } from './lms.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Scheduler, SchedulerFactory } from './scheduler.ts';
import { createUniPc } from './unipc.ts';

export { buildNoiseSchedule, type NoiseSchedule } from './noise-schedule.ts';
export { parseSchedulerConfig, schedulerConfig } from './scheduler-config.ts';
export { startIndex, type NoiseSource, type Scheduler } from './scheduler.ts';

interface Entry {
  create: SchedulerFactory;
  /** Spacing of the noise levels: always Karras', or the plain one unless the model's `use_karras_sigmas` says otherwise. */
  levels: 'karras' | 'as configured' | 'plain';
  /** Name that users know it by. */
  title: string;
  /** Whether it adds noise between steps. */
  stochastic: boolean;
}

/** Schedulers by their parameter value. To add one: a file beside these and a line here. */
const entries = {
  dpmpp_2m: { create: createDpmpp2m, levels: 'as configured', title: 'DPM++ 2M', stochastic: false },
  dpmpp_2m_karras: { create: createDpmpp2m, levels: 'karras', title: 'DPM++ 2M Karras', stochastic: false },
  unipc: { create: createUniPc, levels: 'as configured', title: 'UniPC', stochastic: false },
  euler: { create: createEuler, levels: 'as configured', title: 'Euler', stochastic: false },
  euler_karras: { create: createEuler, levels: 'karras', title: 'Euler Karras', stochastic: false },
  euler_ancestral: { create: createEulerAncestral, levels: 'plain', title: 'Euler ancestral', stochastic: true },
  heun: { create: createHeun, levels: 'as configured', title: 'Heun', stochastic: false },
  lms: { create: createLms, levels: 'as configured', title: 'LMS', stochastic: false },
  ddim: { create: createDdim, levels: 'plain', title: 'DDIM', stochastic: false },
  lcm: { create: createLcm, levels: 'plain', title: 'LCM', stochastic: true },
} as const satisfies Record<string, Entry>;

export type SchedulerName = keyof typeof entries;
export const schedulerNames = Object.keys(entries) as SchedulerName[];

/** What users and callers may know of a sampler without making one. */
export function schedulerFacts(name: SchedulerName): Pick<Entry, 'title' | 'stochastic'> {
  const { title, stochastic } = entries[name];
  return { title, stochastic };
}

/**
 * A sampler for one picture. `steps` counts steps, not model calls (those are `timesteps.length`). Throws
 * ParameterValidationError of `steps` when the schedule does not have as many.
 */
export function createScheduler(name: SchedulerName, schedule: NoiseSchedule, steps: number): Scheduler {
  const { create, levels, title } = entries[name];
  const karras = levels === 'karras' || (levels === 'as configured' && schedule.config.use_karras_sigmas === true);
  return create(schedule, { steps, karras, title });
}
