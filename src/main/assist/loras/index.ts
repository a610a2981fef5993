export { createLoraAdviser } from './lora-adviser.ts';
export type { LoraPlaces } from './lora-registry.ts';
export { ollamaVectors, sentenceVectors, unanswering, type TextVectors } from './text-vectors.ts';
