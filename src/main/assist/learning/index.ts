export { createLearningStore, type LearningStore } from './learning-store.ts';
export type { LearningSession, SessionSettings } from './learning-records.ts';
