export type * from './protocol.ts';
export { readPromptRoom } from './prompt-room.ts';
export { describeModelFolder } from './describe-folder.ts';
export { schedulerFacts, schedulerNames } from './schedulers/index.ts';
