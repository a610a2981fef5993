import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import telarMini from '../../../../resources/templates/local/telar-mini.json' with { type: 'json' };
import { promptAnalysis, type Estimator } from '../../../shared/assist/index.ts';
import { modelTemplate, type ModelTemplate } from '../../../shared/template/index.ts';
import { readModelRules } from '../estimates/index.ts';
import { listEmbeddings } from './embedding-shelf.ts';
import { createParameterAdviser } from './parameter-adviser.ts';

const mini = modelTemplate.parse(telarMini);
const analysis = promptAnalysis.parse({
  by: 'rules',
  fallback: null,
  prompt: 'a photo',
  plain: 'a photo',
  concepts: [],
  excluded: [],
  intent: {
    artisticStyle: 'photorealistic',
    contentType: null,
    qualityLevel: 'standard',
    confidence: { artisticStyle: 1, contentType: 0, qualityLevel: 0 },
  },
  complexity: {
    axes: { subjects: 0, detail: 0, relations: 0, setting: 0, variety: 0, length: 0 },
    score: 0.1,
    category: 'simple',
  },
  emphasis: [],
});

function model(name: string): ModelTemplate {
  const edge = { type: 'integer', minimum: 64, maximum: 2048, default: 512 };
  const properties = { ...telarMini.parameters.properties, width: edge, height: edge };
  const base = { ...telarMini, id: `local/${name}`, title: name, description: '', endpoint: name };
  return modelTemplate.parse({ ...base, parameters: { ...telarMini.parameters, properties } });
}

/** A machine that takes as many seconds for a step as the model says, with what it was asked. */
async function adviserWith(secondsPerStep: Record<string, number>) {
  const asked: { id: string; sizes: number; loras: number }[] = [];
  const adviser = createParameterAdviser({
    rules: await readModelRules(resolve(import.meta.dirname, '../../../../resources')),
    embeddings: () => Promise.resolve([]),
    estimates: {
      about(template, sizes, loras = []) {
        asked.push({ id: template.id, sizes: sizes.length, loras: loras.length });
        const each = secondsPerStep[template.id] ?? 0.01;
        const estimate: Estimator = ({ steps }) => ({
          seconds: { value: (steps ?? 0) * each, errorPercent: null, fromRuns: 0, isCold: false },
          memoryBytes: null,
        });
        return Promise.resolve(estimate);
      },
    },
  });
  return { adviser, asked };
}

describe('the adviser on models and parameters', () => {
  it('chooses among the models by what each would take', async () => {
    const { adviser } = await adviserWith({ 'local/photo-slow': 10, 'local/photo-fast': 0.5 });
    const question = { analysis, constraints: { priority: 'balanced', maxTimeSeconds: 20 } } as const;
    const models = [mini, model('photo-slow'), model('photo-fast')];
    const { template, choice } = await adviser.chooseModel(question, null, models);
    expect(template.id).toBe('local/photo-fast');
    expect(choice.rejected).toEqual([
      { id: 'local/telar-mini', why: { kind: 'last-resort' } },
      { id: 'local/photo-slow', why: { kind: 'too-slow', seconds: 80, limit: 20 } },
    ]);
  });

  it('takes the model that was asked for, and asks nothing about the others', async () => {
    const { adviser, asked } = await adviserWith({});
    const question = { analysis, constraints: { priority: 'balanced' } } as const;
    const { choice } = await adviser.chooseModel(question, mini.id, [mini, model('other')]);
    expect(choice).toEqual({
      id: mini.id,
      why: { kind: 'asked-for' },
      rejected: [{ id: 'local/other', why: { kind: 'not-asked-for' } }],
    });
    expect(asked.map(({ id }) => id)).toEqual([mini.id]);
    await expect(adviser.chooseModel(question, 'local/gone', [mini])).rejects.toMatchObject({
      code: 'ModelNotFoundError',
      values: { model: 'local/gone' },
    });
    await expect(adviser.chooseModel(question, null, [])).rejects.toMatchObject({ code: 'ModelNotFoundError' });
  });

  it('asks what the sizes take that it may advise, with the LoRAs that go with them', async () => {
    const { adviser, asked } = await adviserWith({});
    const scores = { semantic: 0, keyword: 0, popularity: 0, history: 0 };
    const lora = { id: 'neon', name: 'Neon', weight: 0.8, score: 0, scores, reasons: [], triggerWords: [] };
    const question = { analysis, constraints: { priority: 'quality' }, given: { width: 640, height: 640 } } as const;
    const advice = await adviser.advise(question, model('sd'), [lora]);
    expect(asked).toEqual([{ id: 'local/sd', sizes: 6, loras: 1 }]);
    expect(advice.params).toMatchObject({ width: 640, height: 640, steps: 30 });
    expect(advice.embeddings).toEqual({ installed: 0, advised: [], rejected: [] });
  });
});

describe('embeddings of a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telar-embeddings-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are known by their names and by what stands beside them', async () => {
    await writeFile(join(folder, 'bad_hands.safetensors'), '');
    await writeFile(join(folder, 'turner.safetensors'), '');
    await writeFile(
      join(folder, 'turner.json'),
      JSON.stringify({ token: 'charturn', 'sd version': 'SD1', tags: ['sheet'] }),
    );
    await writeFile(join(folder, 'broken.safetensors'), '');
    await writeFile(join(folder, 'broken.json'), '{');
    await writeFile(join(folder, 'unsafe.pt'), '');
    const nothing = { baseModel: '', tags: [] };
    expect(await listEmbeddings([folder, join(folder, 'none')])).toEqual([
      {
        ...nothing,
        name: 'bad_hands',
        file: join(folder, 'bad_hands.safetensors'),
        token: 'bad_hands',
        isNegative: true,
      },
      { ...nothing, name: 'broken', file: join(folder, 'broken.safetensors'), token: 'broken', isNegative: false },
      {
        ...{ name: 'turner', file: join(folder, 'turner.safetensors'), token: 'charturn' },
        ...{ baseModel: 'SD1', tags: ['sheet'], isNegative: false },
      },
    ]);
  });
});
