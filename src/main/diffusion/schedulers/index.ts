import { createDdim } from './ddim.ts';
import { createDpmpp2m } from './dpmpp-2m.ts';
import { createEuler } from './euler.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Scheduler, SchedulerFactory } from './scheduler.ts';

export { buildNoiseSchedule, schedulerConfig, type NoiseSchedule } from './noise-schedule.ts';
export type { Scheduler } from './scheduler.ts';

/** Schedulers by their parameter value. To add one: a file beside these and a line here. */
const factories = {
  dpmpp_2m: { create: createDpmpp2m, karras: false },
  dpmpp_2m_karras: { create: createDpmpp2m, karras: true },
  euler: { create: createEuler, karras: false },
  ddim: { create: createDdim, karras: false },
} as const satisfies Record<string, { create: SchedulerFactory; karras: boolean }>;

export type SchedulerName = keyof typeof factories;
export const schedulerNames = Object.keys(factories) as SchedulerName[];

/** A sampler for one picture; samplers keep state between steps and are not shared. */
export function createScheduler(name: SchedulerName, schedule: NoiseSchedule, steps: number): Scheduler {
  const { create, karras } = factories[name];
  return create(schedule, { steps, karras });
}
