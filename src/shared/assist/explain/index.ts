export { buildExplanation } from './build-explanation.ts';
export { explain, explanationToJson, explanationToMarkdown } from './explain.ts';
