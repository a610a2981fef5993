import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundedScores } from './rounded-scores.ts';

it('gives what rounding loses to the part that loses most', () => {
  const scores = { semantic: 0.266, keyword: 0.266, popularity: 0.164, history: 0.025 };
  expect(roundedScores(scores, 0.721)).toEqual({
    semantic: 0.27,
    keyword: 0.27,
    popularity: 0.16,
    history: 0.02,
    total: 0.72,
  });
});

it('shows parts that add up to the shown total, each within a hundredth of itself', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const scores = { semantic: a * 0.4, keyword: b * 0.3, popularity: c * 0.2, history: d * 0.1 };
      const { total, ...shown } = roundedScores(
        scores,
        scores.semantic + scores.keyword + scores.popularity + scores.history,
      );
      const sum = Object.values(shown).reduce((all, each) => all + Math.round(each * 100), 0);
      expect(sum).toBe(Math.round(total * 100));
      const far = Object.entries(shown).filter(
        ([name, value]) => Math.abs(value - scores[name as keyof typeof scores]) > 0.01001,
      );
      expect(far).toEqual([]);
    }),
  );
});
