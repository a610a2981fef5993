export * from './replicate-engine.ts';
export * from './replicate-facts.ts';
