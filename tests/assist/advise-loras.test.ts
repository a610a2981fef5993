import { describe, expect, it } from 'vitest';
import {
  baseFamily,
  loraPreferences,
  loraReasonText,
  loraRejectionText,
  nothingLearned,
  type LoraAdvice,
} from '../../src/shared/assist/index.ts';
import { adviceFor, lora } from './catalogue.ts';

const anime = lora('anime_style_v2', {
  name: 'Anime Style',
  triggerWords: ['anime style'],
  styles: ['anime'],
  tags: ['girl', 'cel shading'],
  description: 'Clean anime pictures.',
  downloads: 90_000,
  rating: 4.5,
});
const magic = lora('magic_effects', {
  name: 'Magic Effects',
  triggerWords: ['magic'],
  tags: ['glow', 'particles'],
  description: 'Spells and magical light.',
});
const photo = lora('real_photo', { styles: ['photorealistic'], tags: ['portrait'], description: 'Photographs.' });

const ids = ({ loras }: LoraAdvice): string[] => loras.map(({ id }) => id);
const whyNot = ({ rejected }: LoraAdvice, id: string): unknown => rejected.find((each) => each.id === id)?.why;

describe('what is advised', () => {
  it('is what words of the prompt call for, the best first', () => {
    const advice = adviceFor('anime style, magical girl', [photo, magic, anime]);
    expect(ids(advice)).toEqual(['anime_style_v2', 'magic_effects']);
    expect(whyNot(advice, 'real_photo')).toEqual({ kind: 'no-style-word' });
    expect(advice.loras[0]?.reasons).toContainEqual({ kind: 'style-word', word: 'anime style', text: 'anime' });
  });

  it('is nothing for a prompt without a word of style, however alike it is', () => {
    expect(ids(adviceFor('clean pictures of a girl in cel shading', [anime]))).toEqual([]);
  });

  it('is not called for by what is denied, in either language', () => {
    expect(ids(adviceFor('a portrait, no anime', [anime]))).toEqual([]);
    expect(ids(adviceFor('un retrato sin estilo anime', [anime]))).toEqual([]);
    expect(ids(adviceFor('not a photograph, anime', [anime]))).toEqual(['anime_style_v2']);
  });

  it('is called for by a word of another language that the analysis knows', () => {
    const watercolour = lora('aqua', { styles: ['watercolor'] });
    const concepts = [
      { category: 'style' as const, text: 'acuarela', canonical: 'watercolor', start: 0, end: 8, weight: 1 },
    ];
    const advice = adviceFor('acuarela de un gato', [watercolour], { analysis: { concepts } });
    expect(advice.loras[0]?.reasons).toContainEqual({ kind: 'style-word', word: 'watercolor', text: 'acuarela' });
  });

  it('has the trigger word added to the prompt, once and in sight', () => {
    const neon = lora('neon', { styles: ['neon'], triggerWords: ['neon style', 'nstyle'] });
    const added = adviceFor('a neon cat, ', [neon]);
    expect(added.prompt).toBe('a neon cat, neon style');
    expect(added.loras[0]?.triggerWords).toEqual(['neon style']);
    expect(adviceFor('a cat in Neon Style', [neon])).toMatchObject({
      prompt: 'a cat in Neon Style',
      loras: [{ triggerWords: [] }],
    });
    expect(adviceFor('a cat, nstyle', [neon]).prompt).toBe('a cat, nstyle');
  });

  it('is weaker for a prompt that asks for much, and stronger where it fits better', () => {
    const axes = { subjects: 1, detail: 1, relations: 1, setting: 1, variety: 1, length: 1 };
    const simple = adviceFor('anime', [anime]).loras[0]?.weight ?? 0;
    const complex = adviceFor('anime', [anime], { analysis: { complexity: { axes, score: 1, category: 'complex' } } });
    expect(complex.loras[0]?.weight).toBeLessThan(simple);
    const fitting = adviceFor('anime girl, cel shading, clean anime pictures', [anime]).loras[0]?.weight;
    expect(fitting).toBeGreaterThan(adviceFor('anime of a train on a bridge', [anime, magic]).loras[0]?.weight ?? 9);
  });

  it('comes to a weight of 3 at most', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => lora(id, { styles: ['anime'], recommendedWeight: 1.5 }));
    const { loras, rebalancedFrom } = adviceFor('anime', four, { preferences: { maxLoras: 4 } });
    expect(rebalancedFrom).toBeGreaterThan(3);
    const total = loras.reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBeLessThanOrEqual(3);
    expect(total).toBeGreaterThan(2.9);
  });
});

describe('what is not advised', () => {
  it.each([
    [
      'a vanished file',
      lora('anime', { styles: ['anime'], missing: true }),
      { kind: 'file-missing', file: '/loras/anime.safetensors' },
    ],
    [
      'another base',
      lora('anime', { styles: ['anime'], baseModel: 'sd_v1' }),
      { kind: 'incompatible-base', wanted: 'stabilityai/sdxl-base-1.0', found: 'sd_v1' },
    ],
    [
      'an unknown base',
      lora('anime', { styles: ['anime'], baseModel: null }),
      { kind: 'incompatible-base', wanted: 'stabilityai/sdxl-base-1.0', found: null },
    ],
    ['a blocked tag', lora('anime', { styles: ['anime'], tags: ['Gore art'] }), { kind: 'blocked', tag: 'gore' }],
    [
      'a low score',
      lora('anime_x', { tags: [], rating: 0 }),
      { kind: 'below-confidence', least: 0.9, score: expect.any(Number) as number },
    ],
  ])('%s says why', (_what, candidate, why) => {
    const advice = adviceFor('anime with gore', [candidate], {
      preferences: { blockedTags: ['gore'], minConfidence: 0.9 },
    });
    expect(ids(advice)).toEqual([]);
    expect(advice.rejected[0]?.why).toEqual(why);
    expect(advice.rejected[0]?.scores.history).toBeCloseTo(0.02, 9);
  });

  it('a second medium, unless styles may be mixed', () => {
    const prompt = 'photorealistic anime portrait';
    const advice = adviceFor(prompt, [anime, photo]);
    expect(advice.loras).toHaveLength(1);
    expect(advice.rejected[0]?.why.kind).toBe('style-conflict');
    expect(adviceFor(prompt, [anime, photo], { preferences: { allowStyleMixing: true } }).loras).toHaveLength(2);
  });

  it('more than are wanted, and what the prompt uses by itself', () => {
    const advice = adviceFor('anime, magic', [anime, magic], { preferences: { maxLoras: 1 } });
    expect(advice.rejected[0]?.why).toEqual({ kind: 'over-max', max: 1 });
    const used = adviceFor('anime <lora:Anime_Style_v2:0.6>', [anime]);
    expect(used.rejected[0]?.why).toEqual({ kind: 'in-prompt' });
    expect(used.prompt).toBe('anime <lora:Anime_Style_v2:0.6>');
  });
});

it('weights of the parts must sum to 1', () => {
  const weights = { semantic: 0.4, keyword: 0.3, popularity: 0.2, history: 0.2 };
  expect(loraPreferences.safeParse({ weights }).success).toBe(false);
  expect(loraPreferences.safeParse({ weights: { ...weights, history: 0.1 } }).success).toBe(true);
});

it.each([
  ['stabilityai/sdxl-base-1.0', 'sdxl'],
  ['SDXL 1.0', 'sdxl'],
  ['Pony', 'sdxl'],
  ['stable-diffusion-xl-v1-base/lora', 'sdxl'],
  ['sd_v1', 'sd1'],
  ['SD 1.5', 'sd1'],
  ['runwayml/stable-diffusion-v1-5', 'sd1'],
  ['SD 2.1 768', 'sd2'],
  ['local/telar-mini', 'telar-mini'],
  ['Flux.1 D', 'flux'],
  ['local/my-own', 'my-own'],
])('%s is of the family %s', (name, family) => {
  expect(baseFamily(name)).toBe(family);
});

it('texts that are odd are read as well', () => {
  for (const prompt of ['', '🎨🎨', 'صورة أنمي', 'anime '.repeat(2_000), '((anime:1.2)), [x', 'アニメ']) {
    expect(adviceFor(prompt, [anime, magic]).loras.length).toBeLessThanOrEqual(1);
  }
});

it('the reason of a move tells what moved it, in both languages', () => {
  const one = lora('one', { styles: ['anime'] });
  const two = lora('two', { styles: ['anime'] });
  expect(ids(adviceFor('anime', [one, two]))).toEqual(['one', 'two']);
  const liked = { share: 0.8, adjustment: 0.06, ratings: 4, results: 0, mean: 5, successRate: 1 };
  const learned = { scoreOf: (id: string) => (id === 'two' ? liked : nothingLearned.scoreOf(id)) };
  const advice = adviceFor('anime', [one, two], { learned });
  expect(ids(advice)).toEqual(['two', 'one']);
  const moved = advice.loras[0]?.reasons.find(({ kind }) => kind === 'moved-up');
  expect(moved).toEqual({ kind: 'moved-up', over: ['one'], adjustment: 0.06, ratings: 4 });
  if (moved === undefined) throw new Error('nothing moved');
  expect(loraReasonText(moved, 'en')).toBe('Moved up past one: +0.06 from 4 ratings of yours.');
  expect(loraReasonText(moved, 'es')).toBe('Ha subido por delante de one: +0,06 por 4 valoraciones tuyas.');
  expect(loraRejectionText({ kind: 'over-max', max: 1 }, 'en')).toBe('1 better one is taken, and no more are allowed.');
});
