export * from './fal-engine.ts';
export * from './fal-facts.ts';
export type { FalPrice } from './pricing.ts';
