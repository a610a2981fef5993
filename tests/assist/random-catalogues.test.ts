import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostTotalWeight, type LoraCandidate, type RejectedLora } from '../../src/shared/assist/index.ts';
import { adviceFor, lora } from './catalogue.ts';

const word = fc.constantFrom('anime', 'photo', 'watercolor', '3d', 'pixel', 'glow', 'neon', 'cat', 'house', 'art');
const medium = fc.option(fc.constantFrom('ink', 'chalk', 'light'), { nil: undefined });
const candidate = fc
  .record({
    id: fc.stringMatching(/^[a-z]{1,6}$/),
    styles: fc.array(word, { maxLength: 3 }),
    tags: fc.array(word, { maxLength: 4 }),
    triggerWords: fc.array(word, { maxLength: 2 }),
    medium,
    missing: fc.boolean(),
    baseModel: fc.constantFrom('sdxl', 'sdxl', 'sdxl', 'sd1', null),
    downloads: fc.option(fc.nat(2_000_000), { nil: undefined }),
    rating: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
    recommendedWeight: fc.option(fc.double({ min: 0.01, max: 4, noNaN: true }), { nil: undefined }),
  })
  .map(({ id, ...changes }) => lora(id, changes as Partial<LoraCandidate>));
const weights = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)).map(([a, b, c, d]) => {
  const total = a + b + c + d;
  if (total === 0) return { semantic: 0.4, keyword: 0.3, popularity: 0.2, history: 0.1 };
  return { semantic: a / total, keyword: b / total, popularity: c / total, history: d / total };
});
const question = fc.record({
  candidates: fc.uniqueArray(candidate, { maxLength: 8, selector: ({ id }) => id }),
  prompt: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
  shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
  preferences: fc.record({
    maxLoras: fc.nat(6),
    minConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
    allowStyleMixing: fc.boolean(),
    blockedTags: fc.array(word, { maxLength: 1 }),
    weights,
  }),
});

/** Which words make pictures in which way, written down again on purpose. */
const mediumOf: Record<string, string> = {
  anime: 'drawn',
  photo: 'photo',
  watercolor: 'paint',
  '3d': 'render',
  pixel: 'pixel',
};
function media({ medium: own, styles, tags, triggerWords }: LoraCandidate): string[] {
  return own !== undefined ? [own] : [...styles, ...tags, ...triggerWords].flatMap((text) => mediumOf[text] ?? []);
}

it('10,000 random catalogues: parts add up, weights stay below 3, and styles that exclude each other stay apart', () => {
  let advised = 0;
  let apart = 0;
  fc.assert(
    fc.property(question, ({ candidates, prompt, shares, preferences }) => {
      const share = new Map(candidates.map(({ id }, i) => [id, shares[i] ?? 0]));
      const learned = {
        scoreOf: (id: string) => {
          const of = share.get(id) ?? 0;
          return { share: of, adjustment: (of - 0.2) / 10, ratings: 1, results: 0, mean: 3, successRate: 0 };
        },
      };
      const advice = adviceFor(prompt, candidates, { preferences, learned });
      for (const { score, scores } of [...advice.loras, ...advice.rejected]) {
        const { semantic, keyword, popularity, history } = scores;
        expect(Math.abs(semantic + keyword + popularity + history - score)).toBeLessThan(1e-9);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-6);
        expect(history).toBeLessThanOrEqual(preferences.weights.history + 1e-6);
      }
      expect(advice.loras.length + advice.rejected.length).toBe(candidates.length);
      expect(advice.loras.length).toBeLessThanOrEqual(preferences.maxLoras);
      expect(advice.loras.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(mostTotalWeight + 1e-9);
      const chosen = advice.loras.flatMap(({ id }) => candidates.find((each) => each.id === id) ?? []);
      advised += chosen.length;
      if (!preferences.allowStyleMixing) {
        for (const [i, one] of chosen.entries()) {
          for (const other of chosen.slice(i + 1)) {
            const [own, others] = [media(one), media(other)];
            expect(own.length === 0 || others.length === 0 || own.some((each) => others.includes(each))).toBe(true);
          }
        }
      }
      apart += advice.rejected.filter(({ why }: RejectedLora) => why.kind === 'style-conflict').length;
    }),
    { numRuns: 10_000 },
  );
  // The catalogues were not so random that nothing came of them.
  expect(advised).toBeGreaterThan(2_000);
  expect(apart).toBeGreaterThan(100);
});
