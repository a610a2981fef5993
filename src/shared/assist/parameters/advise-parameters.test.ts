import { describe, expect, it } from 'vitest';
import schnell from '../../../../resources/templates/replicate/flux-schnell.json' with { type: 'json' };
import { modelTemplate } from '../../template/index.ts';
import { priority } from '../parameter-advice.ts';
import { modelRuleFor } from './model-rules.ts';
import {
  rules,
  mini,
  xl,
  analysisOf,
  localModel,
  edge,
  steps,
  cfg,
  ordinary,
  ownValues,
  advise,
} from '../../../../tests/assist/parameter-terms.ts';

describe('ranges', () => {
  it.each([
    ['simple', 0.1, 'speed', 20],
    ['simple', 0.1, 'quality', 30],
    ['moderate', 0.5, 'speed', 30],
    ['moderate', 0.5, 'balanced', 35],
    ['complex', 0.9, 'speed', 40],
    ['complex', 0.9, 'quality', 50],
  ] as const)('a %s prompt (%f) with priority %s gets %i steps', (category, score, wanted, expected) => {
    const advice = advise(ordinary, {
      analysis: analysisOf({}, score),
      constraints: { priority: wanted },
    });
    expect(advice.params.steps).toBe(expected);
    expect(advice.choices[0]).toMatchObject({
      rule: 'complexity',
      because: { complexity: category },
      fallbackDefault: 25,
    });
  });

  it.each([
    ['anime', 5, 8],
    ['photorealistic', 8, 12],
    ['painting', 7, 10],
  ] as const)('%s keeps the guidance between %i and %i', (style, least, most) => {
    for (const score of [0, 0.3, 0.6, 1]) {
      const { params, choices } = advise(ordinary, { analysis: analysisOf({ artisticStyle: style }, score) });
      expect(params.guidanceScale).toBeGreaterThanOrEqual(least);
      expect(params.guidanceScale).toBeLessThanOrEqual(most);
      expect(choices[1]).toMatchObject({ rule: 'style', range: [least, most], because: { style } });
    }
  });

  it('without a style word takes the guidance that the model was made for', () => {
    expect(advise(ordinary).choices[1]).toMatchObject({ value: 7.5, rule: 'model-default', range: null });
  });

  it.each([
    ['portrait', 448, 640],
    ['landscape', 640, 448],
    ['product', 512, 512],
    [null, 512, 512],
  ] as const)('%s becomes %i x %i on a model of 512', (content, width, height) => {
    expect(advise(ordinary, { analysis: analysisOf({ contentType: content }) }).params).toMatchObject({
      width,
      height,
    });
  });

  it.each([
    ['speed', 'euler_ancestral', 'K_EULER_ANCESTRAL'],
    ['balanced', 'dpmpp_2m', 'DPMSolverMultistep'],
    ['quality', 'dpmpp_2m_karras', 'KarrasDPM'],
  ] as const)('%s takes the sampler by the name that the model has for it', (wanted, local, remote) => {
    expect(advise(ordinary, { constraints: { priority: wanted } }).params.scheduler).toBe(local);
    expect(advise(xl, { constraints: { priority: wanted } }).params.scheduler).toBe(remote);
  });
});

describe('rules of models', () => {
  it('telar-mini takes few steps at guidance 2.5, whatever the style', () => {
    const { params, choices } = advise(mini, { analysis: analysisOf({ artisticStyle: 'photorealistic' }, 0.9) });
    expect(params).toEqual({
      steps: 7,
      guidanceScale: 2.5,
      width: 64,
      height: 64,
      aspectRatio: null,
      scheduler: 'dpmpp_2m',
      seed: null,
      negativePrompt: '',
    });
    expect(choices.map(({ rule }) => rule)).toEqual([
      'model-rule',
      'model-rule',
      'model-range',
      'model-range',
      'model-rule',
      'drawn',
      'model-rule',
    ]);
  });

  it.each([
    localModel('sd-turbo', { steps: steps(4), guidance_scale: cfg(1), width: edge(512), height: edge(512) }),
    localModel('some-lightning', { steps: steps(4), guidance_scale: cfg(2) }, 'Some Lightning'),
    localModel('lcm-dreams', {
      steps: steps(4),
      guidance_scale: cfg(1),
      scheduler: { type: 'string', enum: ['lcm'], default: 'lcm' },
    }),
  ])('$id takes 1 to 4 steps without guidance', (template) => {
    for (const score of [0.1, 0.5, 0.9]) {
      for (const wanted of priority.options) {
        const advice = advise(template, {
          analysis: analysisOf({ artisticStyle: 'anime' }, score),
          constraints: { priority: wanted },
        });
        expect(advice.params.steps).toBeGreaterThanOrEqual(1);
        expect(advice.params.steps).toBeLessThanOrEqual(4);
        expect(advice.params.guidanceScale).toBe(0);
      }
    }
  });

  it('says what a model has no parameter for, and advises nothing of it', () => {
    const template = modelTemplate.parse(schnell);
    const { params, choices } = advise(template, { given: { seed: 7 }, negativePrompt: 'blurry' });
    expect(params).toMatchObject({
      guidanceScale: null,
      width: null,
      height: null,
      scheduler: null,
      negativePrompt: '',
    });
    expect(choices.filter(({ rule }) => rule === 'not-taken').map(({ parameter }) => parameter)).toEqual([
      'guidanceScale',
      'width',
      'height',
      'scheduler',
      'negativePrompt',
    ]);
    expect(ownValues(template, params)).toEqual({
      num_inference_steps: params.steps,
      aspect_ratio: '1:1',
      seed: 7,
    });
  });

  it('prefers the rule of a model to that of its kind', () => {
    expect(modelRuleFor(mini, rules)?.id).toBe('telar-mini');
    expect(modelRuleFor(xl, rules)).toBeNull();
  });
});

describe('what the user gives', () => {
  it('is advised as it is, also against a limit, which is then named', () => {
    const advice = advise(ordinary, {
      given: {
        steps: 60,
        width: 1024,
        height: 1024,
        guidanceScale: 11,
        scheduler: 'ddim',
        seed: 42,
        negativePrompt: 'fog',
      },
      constraints: { priority: 'balanced', maxTimeSeconds: 10 },
    });
    expect(advice.params).toEqual({
      steps: 60,
      width: 1024,
      height: 1024,
      aspectRatio: null,
      guidanceScale: 11,
      scheduler: 'ddim',
      seed: 42,
      negativePrompt: 'fog',
    });
    expect(new Set(advice.choices.map(({ rule }) => rule))).toEqual(new Set(['given']));
    expect(advice.conflicts).toEqual([
      {
        constraint: 'maxTimeSeconds',
        wanted: 10,
        nearest: advice.estimate.seconds?.value,
        why: 'fewest-steps-take-longer',
      },
    ]);
  });

  it('is moved to what the model takes', () => {
    const { params, choices } = advise(mini, { given: { steps: 500, width: 512, scheduler: 'no-such' } });
    expect(params).toMatchObject({ steps: 100, width: 64, scheduler: 'dpmpp_2m' });
    expect(choices[0]?.path).toEqual([
      { rule: 'given', value: 500 },
      { rule: 'model-range', value: 100 },
    ]);
  });
});
