export type * from './protocol.ts';
export { schedulerNames } from './schedulers/index.ts';
