export * from './build-plan.ts';
export { recipeOf } from './cell-recipe.ts';
export * from './describe-reason.ts';
export { listFilePaths } from './file-paths.ts';
export { isHidden } from './file-rules.ts';
export { knownValue, type KnownState, type KnownTake } from './known.ts';
export * from './late.ts';
export * from './plan.ts';
