export * from './media.ts';
export * from './metadata/index.ts';
export * from './recipe.ts';
export * from './take.ts';
