export { createRunEstimates, type EstimatedEngine, type LoraUse, type RunEstimates } from './run-estimates.ts';
export { readModelRules } from './read-model-rules.ts';
