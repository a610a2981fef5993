export * from './build-plan.ts';
export * from './cell-recipe.ts';
export * from './describe-reason.ts';
export type * from './known.ts';
export * from './plan.ts';
