export * from './analyze-by-rules.ts';
export * from './lexicon-schema.ts';
export { measureComplexity } from './measure-complexity.ts';
