import { withoutLoraTags } from '../../src/shared/local-engine/index.ts';
import type { PromptAnalysis } from '../../src/shared/assist/index.ts';

/** What little of an analysis the choice of LoRAs needs: the words, and how complex they are. */
export function analysisOf(prompt: string, changes: Partial<PromptAnalysis> = {}): PromptAnalysis {
  const even = { subjects: 0.2, detail: 0.2, relations: 0.2, setting: 0.2, variety: 0.2, length: 0.2 };
  return {
    by: 'rules',
    fallback: null,
    prompt,
    plain: withoutLoraTags(prompt),
    concepts: [],
    excluded: [],
    intent: {
      artisticStyle: null,
      contentType: null,
      qualityLevel: 'standard',
      confidence: { artisticStyle: 0, contentType: 0, qualityLevel: 0 },
    },
    complexity: { axes: even, score: 0.2, category: 'simple' },
    emphasis: [],
    ...changes,
  };
}
