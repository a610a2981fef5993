export type * from './engine.ts';
export * from './local/index.ts';
export * from './rehearsal/index.ts';
export * from './remote-engine.ts';
export * from './replicate/index.ts';
