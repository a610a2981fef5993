export * from './replicate-engine.ts';
