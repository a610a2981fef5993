export type * from './protocol.ts';
export { schedulerNames, type SchedulerName } from './schedulers/index.ts';
