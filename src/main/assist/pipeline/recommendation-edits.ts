import type { GenerationChoices, Recommendation } from '../../../shared/assist/index.ts';

/** Values that differ from those that were advised. */
export type RecommendationEdits = GenerationChoices & { seed?: number | null; negativePrompt?: string };

/**
 * What a caller has changed in an advice: the advice as it was given, and the values that differ. Of one that is not known
 * any more nobody can tell; it counts as given.
 */
export function choicesIn(
  edited: Recommendation,
  given: Recommendation | null,
): { advised: Recommendation; edits: RecommendationEdits } {
  if (given === null) return { advised: edited, edits: {} };
  const { steps, guidanceScale, width, height, aspectRatio, scheduler, seed, negativePrompt } = edited.params.params;
  const before = given.params.params;
  const loras = edited.loras.loras.map(({ id, weight }) => ({ id, weight }));
  const lorasBefore = given.loras.loras.map(({ id, weight }) => ({ id, weight }));
  const edits: RecommendationEdits = {};
  if (steps !== null && steps !== before.steps) edits.steps = steps;
  if (guidanceScale !== null && guidanceScale !== before.guidanceScale) edits.guidanceScale = guidanceScale;
  if (width !== null && width !== before.width) edits.width = width;
  if (height !== null && height !== before.height) edits.height = height;
  if (aspectRatio !== null && aspectRatio !== before.aspectRatio) edits.aspectRatio = aspectRatio;
  if (scheduler !== null && scheduler !== before.scheduler) edits.scheduler = scheduler;
  if (JSON.stringify(loras) !== JSON.stringify(lorasBefore)) edits.loras = loras;
  if (seed !== before.seed) edits.seed = seed;
  if (negativePrompt !== before.negativePrompt) edits.negativePrompt = negativePrompt;
  return { advised: given, edits };
}
