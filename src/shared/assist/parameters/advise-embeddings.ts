import { parameterSchemas, type ModelTemplate } from '../../template/index.ts';
import type { PromptAnalysis } from '../analysis.ts';
import { fitsBase } from '../base-families.ts';
import type { EmbeddingAdvice, EmbeddingCandidate } from '../parameter-advice.ts';
import { findPhrase, phraseOf, readWords } from '../prompt-words.ts';

/** Parameters through which models are given embeddings. */
const takers = ['embeddings', 'textual_inversions', 'textual_inversion'];

/**
 * Which embeddings help: those that the prompt calls for by token or tag, and those for the negative prompt, where the
 * model was made like theirs and takes any.
 */
export function adviseEmbeddings(
  analysis: PromptAnalysis,
  candidates: readonly EmbeddingCandidate[],
  template: ModelTemplate,
): EmbeddingAdvice {
  const words = readWords(analysis.plain);
  const takesAny = takers.some((name) => Object.hasOwn(parameterSchemas(template), name));
  const advice: EmbeddingAdvice = { installed: candidates.length, advised: [], rejected: [] };
  for (const { name, token, baseModel, tags, isNegative } of candidates) {
    const called = [token, ...tags].find((phrase) => findPhrase(phraseOf(phrase), words) !== null);
    const matched = called ?? (isNegative ? token : null);
    if (!fitsBase(baseModel, [template.id, template.title])) advice.rejected.push({ name, why: 'incompatible-base' });
    else if (!takesAny) advice.rejected.push({ name, why: 'cannot-use' });
    else if (matched === null) advice.rejected.push({ name, why: 'no-match' });
    else advice.advised.push({ name, token, place: isNegative ? 'negative' : 'prompt', matched });
  }
  return advice;
}
