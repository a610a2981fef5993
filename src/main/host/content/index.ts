export { bodyBytes, bodyStream, textAnswer, type Answer } from './answer.ts';
export { answerAsset } from './assets.ts';
export { answerStatic } from './static-files.ts';
