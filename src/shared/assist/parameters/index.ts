export * from './advise-embeddings.ts';
export * from './advise-parameters.ts';
export * from './choose-base-model.ts';
export { sizesFor, type Size } from './choose-size.ts';
export type { Estimator } from './fit-limits.ts';
export { limitsOf, namedValues } from './model-limits.ts';
export * from './model-rules.ts';
