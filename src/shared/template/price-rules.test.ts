import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/index.ts';
import { actualPrice, estimatePrice } from './price.ts';
import { modelTemplate, type ModelTemplate } from './schema.ts';
import type { Usage } from './usage.ts';

const side = { type: 'integer', minimum: 1, maximum: 4096 };
const properties = {
  prompt: { type: 'string', maxLength: 2000 },
  system: { type: 'string' },
  count: { type: 'integer', minimum: 1, maximum: 8 },
  seconds: { type: 'number', minimum: 0, maximum: 3600 },
  resolution: { type: 'string', enum: ['480p', '720p'] },
  width: side,
  height: side,
  image: { type: 'string', format: 'uri' },
  factor: { type: 'number', minimum: 1, maximum: 4 },
  max_tokens: { type: 'integer', minimum: 1, maximum: 8192 },
};

function templateOf(cost: unknown): ModelTemplate {
  return modelTemplate.parse({
    telar_template: 1,
    id: 'replicate/acme/x',
    provider: 'replicate',
    endpoint: 'acme/x',
    version: '1',
    title: 'x',
    output: { asset_type: 'image' },
    parameters: { type: 'object', properties },
    cost,
  });
}

type Known = [number, number] | 'unknown';
function priceOf(cost: unknown, parameters: JsonObject, late: string[] = []): Known {
  const price = estimatePrice(templateOf(cost), parameters, new Set(late));
  return price.isKnown ? [price.lowMicroUsd, price.highMicroUsd] : 'unknown';
}

const megapixels = { kind: 'per-megapixel', usd: 0.03, size: { width: 'width', height: 'height' } };
const enlarged = {
  kind: 'per-megapixel',
  usd: 0.03,
  size: { input: 'image', factor: 'factor', typical_megapixels: [0.5, 2] },
};
const tokens = {
  kind: 'tokens',
  text: ['prompt', 'system'],
  max_tokens: 'max_tokens',
  input_usd: 0.05,
  output_usd: 0.25,
};
const first = { kind: 'first-n-then', duration: 'seconds', first: 5, first_usd: 0.35, then_usd: 0.07 };
const video = {
  kind: 'video-tokens',
  usd: 1.8,
  duration: 'seconds',
  frame: { parameter: 'resolution', sizes: { '480p': [864, 480], '720p': [1280, 720] } },
  frames_per_second: 24,
};
const machine = { kind: 'gpu-seconds', usd: 0.001, typical_seconds: [2, 9] };
const letters = { kind: 'per-1k-characters', text: 'prompt', usd: 0.1 };

describe('estimatePrice by tariff', () => {
  it.each<[string, unknown, JsonObject, string[], Known]>([
    ['a megapixel and a half', megapixels, { width: 1500, height: 1000 }, [], [45_000, 45_000]],
    ['the same, rounded up', { ...megapixels, rounding: 'ceil' }, { width: 1500, height: 1000 }, [], [60_000, 60_000]],
    ['less than the minimum', { ...megapixels, minimum: 1 }, { width: 100, height: 100 }, [], [30_000, 30_000]],
    ['a width that comes later', megapixels, { height: 1000 }, ['width'], [30, 122_880]],
    ['a width that nobody knows', megapixels, { height: 1000 }, [], 'unknown'],
    ['a picture three times as large', enlarged, { factor: 3 }, [], [135_000, 540_000]],
    ['five seconds and less', first, { seconds: 3 }, [], [350_000, 350_000]],
    ['two seconds more', first, { seconds: 7 }, [], [490_000, 490_000]],
    ['seconds that come later', first, {}, ['seconds'], [350_000, 350_000 + 3_595 * 70_000]],
    ['a second of film', video, { seconds: 1, resolution: '480p' }, [], [17_496, 17_496]],
    ['a film of a size that comes later', video, { seconds: 1 }, ['resolution'], [17_496, 38_880]],
    ['time on a machine', machine, {}, [], [2_000, 9_000]],
    ['a text of 5 letters, two of them emoji', letters, { prompt: 'ab🌙🌙c' }, [], [500, 500]],
    ['a text that comes later', letters, {}, ['prompt'], [0, 200_000]],
    // At most 256 tokens of frame and one per byte (ñ has two), 100 to write: (259 × 0.05 + 100 × 0.25) / 10^6 dollars.
    ['tokens', tokens, { prompt: 'ña', max_tokens: 100 }, [], [0, 38]],
    [
      'tokens of a text that comes later and has no limit',
      tokens,
      { prompt: 'a', max_tokens: 1 },
      ['system'],
      'unknown',
    ],
    ['a length of 1e12 s', first, { seconds: 1e12 }, [], 'unknown'],
    ['a length of 1e300 s', first, { seconds: 1e300 }, [], 'unknown'],
    ['a size that overflows', megapixels, { width: 1e200, height: 1e200 }, [], 'unknown'],
  ])('%s', (_name, cost, parameters, late, expected) => {
    expect(priceOf(cost, parameters, late)).toEqual(expected);
  });
});

const usage: Usage = {
  outputs: 1,
  megapixels: null,
  seconds: null,
  inputTokens: null,
  outputTokens: null,
  computeSeconds: null,
};

/** A tariff, parameters for it, and what a job uses that does what the parameters ask. */
const stories = fc.record({
  usd: fc.double({ min: 1e-6, max: 1000, noNaN: true }),
  count: fc.integer({ min: 1, max: 8 }),
  seconds: fc.integer({ min: 1, max: 3600 }),
  width: fc.integer({ min: 1, max: 4096 }),
  height: fc.integer({ min: 1, max: 4096 }),
  words: fc.string({ unit: 'grapheme', maxLength: 60 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  rounding: fc.constantFrom('ceil', 'none'),
});
type Story = typeof stories extends fc.Arbitrary<infer T> ? T : never;

const tariffs: Record<string, (story: Story) => { cost: unknown; parameters: JsonObject; used: Partial<Usage> }> = {
  'per-output': ({ usd, count, share }) => ({
    cost: { kind: 'per-output', usd, count: { parameter: 'count', meaning: 'up-to' } },
    parameters: { count },
    used: { outputs: Math.max(1, Math.round(count * share)) },
  }),
  'per-second': ({ usd, seconds, share }) => ({
    cost: { kind: 'per-second', duration: 'seconds', usd },
    parameters: { seconds },
    used: { seconds: seconds + share * 0.4 },
  }),
  'first-n-then': ({ usd, seconds }) => ({
    cost: { ...first, first_usd: usd, then_usd: usd },
    parameters: { seconds },
    used: { seconds },
  }),
  'per-megapixel': ({ usd, width, height, count, rounding }) => ({
    cost: { ...megapixels, usd, rounding, count: { parameter: 'count' } },
    parameters: { width, height, count },
    used: { outputs: count, megapixels: Array<number>(count).fill((width * height) / 1e6) },
  }),
  'per-1k-characters': ({ usd, words }) => ({ cost: { ...letters, usd }, parameters: { prompt: words }, used: {} }),
  tokens: ({ usd, words, count, share }) => ({
    cost: { ...tokens, input_usd: usd, output_usd: usd },
    parameters: { prompt: words, max_tokens: count },
    used: { inputTokens: Math.round(words.length * share), outputTokens: Math.round(count * share) },
  }),
  'video-tokens': ({ usd, seconds }) => ({
    cost: { ...video, usd },
    parameters: { seconds, resolution: '720p' },
    used: { seconds: seconds + 0.04 },
  }),
  'gpu-seconds': ({ usd, share }) => ({
    cost: { ...machine, usd },
    parameters: {},
    used: { computeSeconds: 2 + 7 * share },
  }),
};

describe.each(Object.entries(tariffs))('%s', (_kind, tell) => {
  it('charges within the estimate what does as it was asked, in whole micro-dollars', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { cost, parameters, used } = tell(story);
        const template = templateOf(cost);
        const { lowMicroUsd, highMicroUsd, isKnown } = estimatePrice(template, parameters, new Set());
        const { amountMicroUsd, isMeasured } = actualPrice(template, parameters, { ...usage, ...used });
        expect(isKnown && isMeasured).toBe(true);
        expect(Number.isSafeInteger(amountMicroUsd)).toBe(true);
        expect(amountMicroUsd).toBeGreaterThanOrEqual(lowMicroUsd);
        expect(amountMicroUsd).toBeLessThanOrEqual(highMicroUsd);
      }),
    );
  });

  it('never costs less where more is asked for, nor at a higher rate', () => {
    fc.assert(
      fc.property(
        stories,
        fc.integer({ min: 0, max: 8 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (story, more, dearer) => {
          const larger = {
            ...story,
            usd: Math.min(1000, story.usd + dearer),
            count: Math.min(8, story.count + more),
            seconds: story.seconds + more,
            width: story.width + more,
            words: story.words + 'x'.repeat(more),
          };
          const [before, after] = [story, larger].map((each) => {
            const { cost, parameters } = tell(each);
            return estimatePrice(templateOf(cost), parameters, new Set());
          });
          expect(after?.highMicroUsd).toBeGreaterThanOrEqual(before?.highMicroUsd ?? 0);
          expect(after?.lowMicroUsd).toBeGreaterThanOrEqual(before?.lowMicroUsd ?? 0);
        },
      ),
    );
  });

  it('covers with a late value every value that may come', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { cost, parameters } = tell(story);
        const template = templateOf(cost);
        const now = estimatePrice(template, parameters, new Set());
        for (const name of Object.keys(parameters)) {
          const { [name]: _later, ...rest } = parameters;
          const late = estimatePrice(template, rest, new Set([name]));
          if (!late.isKnown) continue;
          expect(late.lowMicroUsd).toBeLessThanOrEqual(now.lowMicroUsd);
          expect(late.highMicroUsd).toBeGreaterThanOrEqual(now.highMicroUsd);
        }
      }),
    );
  });
});

it('counts in exact decimals: a tenth and two tenths are three tenths', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 10_000 }), (millionths, seconds) => {
      const cost = { kind: 'per-second', duration: 'seconds', usd: millionths / 1_000_000 };
      const expected = millionths * seconds;
      expect(priceOf(cost, { seconds })).toEqual([expected, expected]);
    }),
  );
});
