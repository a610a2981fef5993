export * from './media.ts';
export * from './recipe.ts';
export * from './take.ts';
