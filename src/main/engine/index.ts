export type * from './engine.ts';
export * from './fal/index.ts';
export * from './local/index.ts';
export * from './model-facts.ts';
export * from './ollama/index.ts';
export * from './rehearsal/index.ts';
export * from './remote-engine.ts';
export * from './replicate/index.ts';
