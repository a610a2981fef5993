export type * from './advisor.ts';
export * from './create-pipeline.ts';
export * from './generations.ts';
export { canTeach, sessionOfTake } from './learning-session.ts';
export type * from './made-picture.ts';
export type * from './workshop.ts';
