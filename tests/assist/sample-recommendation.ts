import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  adviseLoras,
  adviseParameters,
  buildExplanation,
  constraints,
  lexicalSimilarities,
  loraCandidate,
  loraPreferences,
  modelRules,
  nothingLearned,
  promptAnalysis,
  recommendation,
  wantedWords,
  type LoraCandidate,
  type PromptAnalysis,
  type Recommendation,
} from '../../src/shared/assist/index.ts';
import { modelTemplate, type ModelTemplate } from '../../src/shared/template/index.ts';

const resources = resolve(import.meta.dirname, '../../resources');
const readJson = (file: string): unknown => JSON.parse(readFileSync(resolve(resources, file), 'utf8'));

/** The template of the model that ships with Telar. */
export function telarMini(): ModelTemplate {
  return modelTemplate.parse(readJson('templates/local/telar-mini.json'));
}

const prompt = 'a neon watercolor house, pixel art, (night:1.3)';

/** What the sample prompt says, written down by hand. */
export function sampleAnalysis(): PromptAnalysis {
  const at = (category: string, text: string, weight = 1) => ({
    category,
    text,
    canonical: text,
    start: prompt.indexOf(text),
    end: prompt.indexOf(text) + text.length,
    weight,
  });
  return promptAnalysis.parse({
    by: 'rules',
    fallback: null,
    prompt,
    plain: 'a neon watercolor house, pixel art, night',
    excluded: [],
    concepts: [
      at('style', 'neon'),
      at('style', 'watercolor'),
      at('object', 'house'),
      at('style', 'pixel art'),
      at('lighting', 'night', 1.3),
    ],
    intent: {
      artisticStyle: 'painting',
      contentType: 'landscape',
      qualityLevel: 'standard',
      confidence: { artisticStyle: 0.6, contentType: 0.5, qualityLevel: 0 },
    },
    complexity: {
      axes: { subjects: 0.2, detail: 0.3, relations: 0, setting: 0.3, variety: 0.4, length: 0.2 },
      score: 0.3,
      category: 'simple',
    },
    emphasis: [{ start: prompt.indexOf('night'), end: prompt.indexOf('night') + 5, text: 'night', weight: 1.3 }],
  });
}

function candidates(): LoraCandidate[] {
  const lora = (id: string, styles: string[], more: object = {}): LoraCandidate =>
    loraCandidate.parse({
      id,
      name: id,
      file: `${id}.safetensors`,
      baseModel: 'telar-mini',
      triggerWords: [`${id} style`],
      tags: [...styles, 'night'],
      styles,
      description: `Pictures in ${styles.join(' and ')}.`,
      ...more,
    });
  return [
    lora('neon', ['neon'], { downloads: 5_000, rating: 4.6 }),
    lora('watercolor', ['watercolor'], { downloads: 9_000, rating: 4.8 }),
    lora('pixels', ['pixel art'], { downloads: 400, rating: 4 }),
    lora('foreign', ['neon'], { baseModel: 'SDXL 1.0' }),
  ];
}

/** Advice on a prompt that asks for two styles that exclude each other, by the rules that the program goes by. */
export function sampleRecommendation(): Recommendation {
  const analysis = sampleAnalysis();
  const limits = constraints.parse({});
  const all = candidates();
  const loras = adviseLoras({
    analysis,
    candidates: all,
    baseNames: ['local/telar-mini', 'telar-mini'],
    preferences: loraPreferences.parse({}),
    learned: nothingLearned,
    similarity: { by: 'lexical', values: lexicalSimilarities(all, wantedWords(analysis)), fallback: null },
  });
  const params = adviseParameters({
    analysis,
    template: telarMini(),
    rules: modelRules.parse(readJson('assist/model-rules.json')),
    constraints: limits,
    estimate: () => ({
      seconds: { value: 0.8, errorPercent: 12, fromRuns: 24, isCold: false },
      memoryBytes: { value: 210_000_000, kind: 'ram', basis: 'measured' },
    }),
    embeddings: { installed: 0, advised: [], rejected: [] },
  });
  const baseModel = { id: 'local/telar-mini', why: { kind: 'only-one' as const }, rejected: [] };
  const explanation = buildExplanation({ analysis, baseModel, loras, params, constraints: limits });
  return recommendation.parse({ id: 'sample', prompt, analysis, loras, params, explanation, baseModel });
}
