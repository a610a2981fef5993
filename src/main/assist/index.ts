export * from './analysis/index.ts';
export * from './estimates/index.ts';
export * from './learning/index.ts';
export * from './loras/index.ts';
export * from './parameters/index.ts';
export * from './pipeline/index.ts';
