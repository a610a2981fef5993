export type * from './engine.ts';
export * from './local/index.ts';
export * from './rehearsal/index.ts';
