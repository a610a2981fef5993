import { describe, expect, it } from 'vitest';
import shippedRules from '../../../../resources/assist/model-rules.json' with { type: 'json' };
import telarMini from '../../../../resources/templates/local/telar-mini.json' with { type: 'json' };
import frame from '../../../../resources/templates/local/image-frame.json' with { type: 'json' };
import { modelTemplate, type ModelTemplate } from '../../template/index.ts';
import type { PromptAnalysis } from '../analysis.ts';
import type { Intent } from '../intent.ts';
import { embeddingCandidate } from '../parameter-advice.ts';
import { adviseEmbeddings } from './advise-embeddings.ts';
import { chooseBaseModel, type ModelCandidate } from './choose-base-model.ts';
import { modelRules } from './model-rules.ts';

const rules = modelRules.parse(shippedRules);
const mini = modelTemplate.parse(telarMini);

function analysisOf(plain: string, artisticStyle: Intent['artisticStyle'], contentType: Intent['contentType']) {
  const confidence = { artisticStyle: 1, contentType: 1, qualityLevel: 1 };
  const axes = { subjects: 0, detail: 0, relations: 0, setting: 0, variety: 0, length: 0 };
  return {
    ...{ by: 'rules', fallback: null, prompt: plain, plain, concepts: [], excluded: [], emphasis: [] },
    intent: { artisticStyle, contentType, qualityLevel: 'standard', confidence },
    complexity: { axes, score: 0, category: 'simple' },
  } satisfies PromptAnalysis;
}

function model(name: string, size: number, properties: object = {}): ModelTemplate {
  const edge = { type: 'integer', minimum: 64, maximum: 2048, default: size };
  const own = { ...telarMini.parameters.properties, width: edge, height: edge, ...properties };
  const base = { ...telarMini, id: `local/${name}`, title: name, description: '', endpoint: name };
  return modelTemplate.parse({ ...base, parameters: { ...telarMini.parameters, properties: own } });
}

function candidate(
  template: ModelTemplate,
  seconds: number,
  conflicts: ModelCandidate['conflicts'] = [],
): ModelCandidate {
  return {
    template,
    conflicts,
    estimate: { seconds: { value: seconds, errorPercent: null, fromRuns: 0, isCold: false }, memoryBytes: null },
  };
}

const anime = candidate(model('anime-dreams', 512), 12);
const photo = candidate(model('real-photo-portrait', 512), 14);
const large = candidate(model('sdxl-base', 1024), 60);
const small = candidate(mini, 0.2);
const installed = [small, anime, photo, large];
const ask = (analysis: PromptAnalysis, changes: Partial<Parameters<typeof chooseBaseModel>[0]> = {}) =>
  chooseBaseModel({ analysis, asked: null, candidates: installed, rules, priority: 'balanced', ...changes });

describe('the base model', () => {
  it('is telar-mini on a fresh machine, and says that it is the only one', () => {
    expect(ask(analysisOf('a photo', 'photorealistic', null), { candidates: [small] })).toEqual({
      id: 'local/telar-mini',
      why: { kind: 'only-one' },
      rejected: [],
    });
  });

  it('is the one that was asked for, and none when that is not there', () => {
    const analysis = analysisOf('anime girl', 'anime', 'portrait');
    expect(ask(analysis, { asked: 'local/sdxl-base' })).toMatchObject({
      id: 'local/sdxl-base',
      why: { kind: 'asked-for' },
    });
    expect(ask(analysis, { asked: 'local/gone' })).toBeNull();
    expect(ask(analysis, { candidates: [] })).toBeNull();
  });

  it('suits style and content by what the models say of themselves', () => {
    expect(ask(analysisOf('anime girl', 'anime', 'landscape'))).toEqual({
      id: 'local/anime-dreams',
      why: { kind: 'best-match', score: 0.7, matched: ['anime'] },
      rejected: [
        { id: 'local/telar-mini', why: { kind: 'last-resort' } },
        { id: 'local/real-photo-portrait', why: { kind: 'other-style', score: 0, best: 0.7 } },
        { id: 'local/sdxl-base', why: { kind: 'other-style', score: 0, best: 0.7 } },
      ],
    });
    expect(ask(analysisOf('photo of a face', 'photorealistic', 'portrait'))).toMatchObject({
      id: 'local/real-photo-portrait',
      why: { kind: 'best-match', score: 1, matched: ['photo', 'portrait'] },
    });
  });

  it('goes by the priority where no model says anything of it', () => {
    const plain = analysisOf('a chair', null, null);
    expect(ask(plain)).toMatchObject({ id: 'local/sdxl-base', why: { kind: 'priority', priority: 'balanced' } });
    expect(ask(plain, { priority: 'speed' })?.id).toBe('local/anime-dreams');
  });

  it('keeps the limits first: what breaks them is named with its figure', () => {
    const slow = { constraint: 'maxTimeSeconds', wanted: 10, nearest: 31, why: 'fewest-steps-take-longer' } as const;
    const big = { constraint: 'maxVramGb', wanted: 4, nearest: 6.5, why: 'model-needs-more' } as const;
    const candidates = [small, { ...anime, conflicts: [slow] }, { ...large, conflicts: [big] }];
    expect(ask(analysisOf('anime girl', 'anime', null), { candidates })).toEqual({
      id: 'local/telar-mini',
      why: { kind: 'priority', priority: 'balanced' },
      rejected: [
        { id: 'local/anime-dreams', why: { kind: 'too-slow', seconds: 31, limit: 10 } },
        { id: 'local/sdxl-base', why: { kind: 'too-big', gigabytes: 6.5, limit: 4 } },
      ],
    });
    expect(ask(analysisOf('anime girl', 'anime', null), { candidates: candidates.slice(1) })).toMatchObject({
      id: 'local/sdxl-base',
      why: { kind: 'nearest-to-limits' },
    });
  });

  it('makes pictures from text', () => {
    const picture = candidate(modelTemplate.parse(frame), 0.1);
    expect(ask(analysisOf('a chair', null, null), { candidates: [picture, small] })).toEqual({
      id: 'local/telar-mini',
      why: { kind: 'only-one' },
      rejected: [{ id: 'local/image-frame', why: { kind: 'not-for-text' } }],
    });
  });
});

describe('embeddings', () => {
  const embedding = (name: string, changes: object = {}) =>
    embeddingCandidate.parse({
      ...{ name, file: `${name}.safetensors`, token: name, baseModel: 'sd_v1', tags: [], isNegative: false },
      ...changes,
    });
  const all = [
    embedding('bad-hands', { isNegative: true }),
    embedding('charturner', { tags: ['turnaround'] }),
    embedding('rivet'),
    embedding('xl-light', { baseModel: 'SDXL 1.0' }),
  ];
  const analysis = analysisOf('turnaround of a knight', null, null);

  it('says that there is none', () => {
    expect(adviseEmbeddings(analysis, [], mini)).toEqual({ installed: 0, advised: [], rejected: [] });
  });

  it('advises those that the prompt calls for, and the negative ones, on a model that takes them', () => {
    const template = model('sd-1.5', 512, { embeddings: { type: 'array', items: { type: 'string' } } });
    expect(adviseEmbeddings(analysis, all, template)).toEqual({
      installed: 4,
      advised: [
        { name: 'bad-hands', token: 'bad-hands', place: 'negative', matched: 'bad-hands' },
        { name: 'charturner', token: 'charturner', place: 'prompt', matched: 'turnaround' },
      ],
      rejected: [
        { name: 'rivet', why: 'no-match' },
        { name: 'xl-light', why: 'incompatible-base' },
      ],
    });
  });

  it('says that a model cannot use them', () => {
    expect(adviseEmbeddings(analysis, all.slice(0, 2), model('sd-1.5', 512)).rejected).toEqual([
      { name: 'bad-hands', why: 'cannot-use' },
      { name: 'charturner', why: 'cannot-use' },
    ]);
  });
});
