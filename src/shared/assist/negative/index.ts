export { buildNegativePrompt, negativePrompt, type NegativePrompt } from './negative-prompt.ts';
