import type { Explanation, GenerationMetadata } from '../../../shared/assist/index.ts';

/** The explanation of an advice with what the picture really took. */
export function measuredExplanation(
  explanation: Explanation,
  { generationTimeSeconds, peakMemory }: GenerationMetadata,
): Explanation {
  if (generationTimeSeconds === null) return explanation;
  const measured = {
    seconds: generationTimeSeconds,
    peakBytes: peakMemory?.bytes ?? null,
    memory: peakMemory?.kind ?? 'ram',
  };
  return { ...explanation, performance: { ...explanation.performance, measured } };
}
