export { bodyBytes, bodyStream, textAnswer, type Answer } from './answer.ts';
export { answerAsset } from './assets.ts';
export { parseAssetPath } from './asset-rule.ts';
export { contentSecurityPolicy } from './csp.ts';
export { answerStatic } from './static-files.ts';
