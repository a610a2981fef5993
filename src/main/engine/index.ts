export type * from './engine.ts';
export * from './local/index.ts';
