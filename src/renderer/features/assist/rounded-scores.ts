import type { PartScores } from '../../../shared/assist/index.ts';

/** The parts of a score, in the order of their usual weights. */
export const scoreNames = ['semantic', 'keyword', 'popularity', 'history'] as const;

/**
 * The parts in hundredths that add up to the rounded total: what is cut off goes to the parts that lose most by it. A
 * reader who adds up what is shown comes to what is shown.
 */
export function roundedScores(scores: PartScores, score: number): PartScores & { total: number } {
  const total = Math.round(score * 100);
  const floors = scoreNames.map((name) => Math.floor(scores[name] * 100 + 1e-9));
  const missing = total - floors.reduce((sum, part) => sum + part, 0);
  const losses = scoreNames
    .map((name, index) => ({ index, loss: scores[name] * 100 - (floors[index] ?? 0) }))
    .sort((a, b) => b.loss - a.loss || a.index - b.index);
  const raised = new Set(losses.slice(0, Math.max(0, missing)).map(({ index }) => index));
  const part = (index: number): number => ((floors[index] ?? 0) + (raised.has(index) ? 1 : 0)) / 100;
  return { semantic: part(0), keyword: part(1), popularity: part(2), history: part(3), total: total / 100 };
}
