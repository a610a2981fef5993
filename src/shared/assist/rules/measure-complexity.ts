import { complexityAxes, type Complexity, type ComplexityAxis, type ConceptCategory } from '../analysis.ts';

/** How much of each axis makes it full: concepts, or words for `length`. */
const full: Record<ComplexityAxis, number> = {
  subjects: 5,
  detail: 6,
  relations: 3,
  setting: 6,
  variety: 4,
  length: 30,
};

/**
 * Shares of the axes in the score; together 1. They and the thresholds are what fits the judgement of a careful
 * reader best (`tests/fixtures/prompts`): one more thing going on counts twice as much as one more colour.
 */
const shares: Record<ComplexityAxis, number> = {
  subjects: 0.24,
  detail: 0.17,
  relations: 0.19,
  setting: 0.15,
  variety: 0.13,
  length: 0.12,
};

/** From these scores on a prompt is moderate, or complex. */
const thresholds = { moderate: 0.23, complex: 0.42 };

const axisOf: Record<ConceptCategory, ComplexityAxis> = {
  character: 'subjects',
  object: 'subjects',
  appearance: 'detail',
  clothing: 'detail',
  colour: 'detail',
  action: 'relations',
  style: 'variety',
  composition: 'variety',
  quality: 'variety',
  scene: 'setting',
  lighting: 'setting',
  mood: 'setting',
};

/** How much a prompt asks for at once, of its concepts (each counted once) and its number of words. */
export function measureComplexity(
  concepts: readonly { category: ConceptCategory; canonical: string }[],
  wordCount: number,
): Complexity {
  const distinct = new Map(concepts.map((each) => [`${each.category}/${each.canonical}`, each]));
  const amounts: Record<ComplexityAxis, number> = {
    subjects: 0,
    detail: 0,
    relations: 0,
    setting: 0,
    variety: 0,
    length: wordCount,
  };
  for (const { category } of distinct.values()) {
    amounts[axisOf[category]] += 1;
  }
  const axes = Object.fromEntries(
    complexityAxes.map((axis) => [axis, Math.min(1, amounts[axis] / full[axis])]),
  ) as Complexity['axes'];
  const score = complexityAxes.reduce((sum, axis) => sum + shares[axis] * axes[axis], 0);
  const category = score >= thresholds.complex ? 'complex' : score >= thresholds.moderate ? 'moderate' : 'simple';
  return { axes, score: Math.min(1, score), category };
}
