export { documentNameOf } from './document-name.ts';
export * from './history.ts';
export type { InferenceHistory, InferenceNote, InferenceStart } from './inference-history.ts';
