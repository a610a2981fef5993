export { createSentenceVectors } from './sentence-vectors.ts';
