import { describe, expect, it } from 'vitest';
import shippedRules from '../../../../resources/assist/model-rules.json' with { type: 'json' };
import sdxl from '../../../../resources/templates/replicate/sdxl.json' with { type: 'json' };
import { modelTemplate } from '../../template/index.ts';
import { promptAnalysis } from '../analysis.ts';
import { explanation, explanationLanguage, explanationLevels, type Explanation } from '../explanation.ts';
import { loraAdvice } from '../lora-advice.ts';
import { baseModelChoice, constraints, parameterRules } from '../parameter-advice.ts';
import { adviseParameters, modelRules } from '../parameters/index.ts';
import { buildExplanation } from './build-explanation.ts';
import { explain, explanationToJson, explanationToMarkdown } from './explain.ts';
import type { ExplanationTerms } from './explanation-terms.ts';

const prompt = 'photo of a [red] *house*\nat night';
const analysis = promptAnalysis.parse({
  by: 'rules',
  fallback: null,
  prompt,
  plain: 'photo of a red house at night',
  concepts: [{ category: 'object', text: 'house', canonical: 'house', start: 18, end: 23, weight: 1 }],
  excluded: [],
  intent: {
    artisticStyle: 'photorealistic',
    contentType: 'landscape',
    qualityLevel: 'high',
    confidence: { artisticStyle: 1, contentType: 0.8, qualityLevel: 0 },
  },
  complexity: {
    axes: { subjects: 0.1, detail: 0.9, relations: 0.8, setting: 0.7, variety: 0.6, length: 0.5 },
    score: 0.71,
    category: 'complex',
  },
  emphasis: [],
});
const scores = { semantic: 0.3125, keyword: 0.25, popularity: 0.15, history: 0.0775 };
const lora = { id: 'film', name: 'Film grain', weight: 0.85, score: 0.79, scores, triggerWords: ['filmgrain'] };
const loras = loraAdvice.parse({
  similarity: 'lexical',
  fallback: null,
  loras: [
    {
      ...lora,
      reasons: [
        { kind: 'style-word', word: 'photo', text: 'photo' },
        { kind: 'history', adjustment: 0.06, ratings: 4, results: 0, mean: 4.5 },
      ],
    },
  ],
  rejected: [
    {
      ...lora,
      id: 'anime',
      name: 'Anime',
      score: 0.21,
      reasons: [],
      why: { kind: 'below-confidence', score: 0.21, least: 0.3 },
    },
  ],
  prompt,
  rebalancedFrom: 3.4,
  problems: [],
});
const baseModel = baseModelChoice.parse({
  id: 'replicate/stability-ai/sdxl',
  why: { kind: 'asked-for' },
  rejected: [
    { id: 'local/telar-mini', why: { kind: 'not-asked-for' } },
    { id: 'local/slow', why: { kind: 'too-slow', seconds: 33, limit: 20 } },
  ],
});

function termsOf(limits: ExplanationTerms['constraints'], seconds = 0.5): ExplanationTerms {
  const params = adviseParameters({
    analysis,
    template: modelTemplate.parse(sdxl),
    rules: modelRules.parse(shippedRules),
    constraints: limits,
    negativePrompt: 'cartoon',
    embeddings: { installed: 2, advised: [], rejected: [{ name: 'bad-hands', why: 'incompatible-base' }] },
    estimate: ({ steps }) => ({
      seconds: { value: (steps ?? 0) * seconds, errorPercent: 12, fromRuns: 23, isCold: true },
      memoryBytes: { value: 3.5 * 1024 ** 3, kind: 'vram', basis: 'measured' },
    }),
  });
  return { analysis, baseModel, loras, params, constraints: limits };
}

const limited = termsOf(constraints.parse({ priority: 'quality', maxTimeSeconds: 20, maxVramGb: 2 }));
const data = buildExplanation({ ...limited, measured: { seconds: 18.4, peakBytes: 1024 ** 3, memory: 'vram' } });
const free = buildExplanation(termsOf(constraints.parse({ priority: 'speed' })));
const cases = [data, free].flatMap((each) => explanationLanguage.options.map((language) => ({ each, language })));

/** Numbers that a text has, as numbers. */
function numbersIn(text: string, language: string): number[] {
  const [group, point] = language === 'es' ? ['.', ','] : [',', '.'];
  return [...text.matchAll(/\d+(?:[.,]\d+)*/g)].map(([match]) =>
    Number(match.replaceAll(new RegExp(`\\${group}(?=\\d{3})`, 'g'), '').replace(point, '.')),
  );
}

/** All numbers of the data, and those of its texts; bytes also in GB and MB, shares in percent. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value, value * 100, value / 1024 ** 2, value / 1024 ** 3, value / 60];
  if (typeof value === 'string') return numbersIn(value, 'en');
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersOf) : [];
}

describe('an explanation', () => {
  it('is data that its schema knows', () => {
    for (const each of [data, free]) expect(explanation.parse(each)).toEqual(each);
  });

  it.each(cases)('says on each level all that the one before says ($language)', ({ each, language }) => {
    let before: string[] = [];
    for (const level of explanationLevels) {
      const sentences = explain(each, level, language).flatMap((section) => section.sentences);
      expect(sentences).toEqual(expect.arrayContaining(before));
      expect(sentences.length).toBeGreaterThan(before.length);
      before = sentences;
    }
  });

  it.each(cases)('names no number that its data has not ($language)', ({ each, language }) => {
    const known = numbersOf(each);
    for (const { sentences } of explain(each, 'TECHNICAL', language)) {
      for (const sentence of sentences) {
        // 3D and the like are words.
        for (const number of numbersIn(sentence.replaceAll(/\d+M\b|\b3D/g, ''), language)) {
          const isKnown = known.some((one) => Math.abs(one - number) <= 0.5 * 10 ** -digitsOf(number));
          expect(isKnown, `${number} in: ${sentence}`).toBe(true);
        }
      }
    }
  });

  it.each(cases)('leaves no rule, parameter or reason without words ($language)', ({ each, language }) => {
    const text = explain(each, 'TECHNICAL', language)
      .flatMap((section) => section.sentences)
      .join('\n');
    expect(text).not.toMatch(/undefined|NaN|\[object|\{\{|null/);
    for (const code of [...parameterRules, 'negativePrompt', 'guidanceScale', 'below-confidence', 'not-asked-for']) {
      if (code.length > 5 && /[-A-Z]/.test(code)) expect(text).not.toContain(code);
    }
  });

  it('has the same sections in both languages, in other words', () => {
    for (const level of explanationLevels) {
      const [en, es] = [explain(data, level, 'en'), explain(data, level, 'es')];
      expect(es.map(({ id, sentences }) => [id, sentences.length])).toEqual(
        en.map(({ id, sentences }) => [id, sentences.length]),
      );
      expect(es.map(({ title }) => title)).not.toEqual(en.map(({ title }) => title));
    }
  });

  it('says the settings, the LoRAs and a broken limit at once', () => {
    expect(explain(data, 'MINIMAL', 'en')).toEqual([
      {
        id: 'summary',
        title: 'Summary',
        sentences: [
          'replicate/stability-ai/sdxl: 40 steps, CFG 11, 1280 × 832 pixels, and sampler KarrasDPM.',
          'With Film grain (0.85).',
          'The memory limit of 2 GB cannot be kept: the nearest is 3.5 GB.',
        ],
      },
    ]);
    expect(explain(data, 'MINIMAL', 'es')[0]?.sentences[2]).toBe(
      'El límite de memoria de 2 GB no se puede cumplir: lo más cercano es 3,5 GB.',
    );
  });

  it('tells what was given up, what it took and what to try', () => {
    const sections = Object.fromEntries(explain(data, 'DETAILED', 'en').map(({ id, sentences }) => [id, sentences]));
    expect(sections.performance).toEqual([
      'About 20 sec, loading the model included.',
      'That is 100% of the time limit.',
      'Graphics memory: 3.5 GB, as measured here.',
      'It took 18.4 sec and 1 GB of graphics memory.',
      'Median error of such times: 12 %, over 23 runs of this machine.',
    ]);
    expect(sections.tips?.[0]).toBe('Raise the memory limit to 3.5 GB.');
    expect(sections.alternatives).toEqual([
      'Anime (score 0.21): Its score, 0.21, is below 0.30.',
      'local/telar-mini: another model was asked for.',
      'local/slow: needs 33 sec, more than 20 sec.',
    ]);
    const quick = Object.fromEntries(explain(free, 'DETAILED', 'en').map(({ id, sentences }) => [id, sentences]));
    expect(quick.tradeOffs?.[0]).toMatch(/^\d+ instead of 50 steps: less time/);
  });

  it('knows every decision: each rule that had a say, each candidate, each limit', () => {
    const of = (stage: string): string[] =>
      data.decisionChain.filter((each) => each.stage === stage).map(({ subject, rule }) => `${subject} ${rule}`);
    expect(of('base-model')).toEqual([
      'replicate/stability-ai/sdxl asked-for',
      'local/telar-mini not-asked-for',
      'local/slow too-slow',
    ]);
    expect(of('lora')).toEqual(['film style-word', 'anime below-confidence']);
    expect(of('limit')).toEqual(['maxTimeSeconds kept', 'maxVramGb model-needs-more']);
    expect(of('parameter')).toHaveLength(data.parameters.flatMap(({ path }) => path).length);
  });

  it('becomes Markdown in which the prompt cannot pretend to be anything else, and JSON that reads back', () => {
    const markdown = explanationToMarkdown(data, 'STANDARD', 'es');
    expect(markdown).toContain(
      '# Por qué este consejo\n\n> photo of a \\[red\\] \\*house\\*\n> at night\n\n## Resumen\n\n- ',
    );
    expect(markdown.match(/^## .*/gm)).toEqual([
      '## Resumen',
      '## LoRA',
      '## Parámetros',
      '## Tiempo y memoria',
      '## Consejos',
    ]);
    const back: Explanation = explanation.parse(JSON.parse(explanationToJson(data)));
    expect(back).toEqual(data);
  });
});

function digitsOf(number: number): number {
  return /\.(\d+)/.exec(String(number))?.[1]?.length ?? 0;
}
