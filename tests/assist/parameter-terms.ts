import shippedRules from '../../resources/assist/model-rules.json' with { type: 'json' };
import telarMini from '../../resources/templates/local/telar-mini.json' with { type: 'json' };
import sdxl from '../../resources/templates/replicate/sdxl.json' with { type: 'json' };
import type { JsonObject } from '../../src/shared/base/index.ts';
import { modelTemplate, type ModelTemplate } from '../../src/shared/template/index.ts';
import { promptAnalysis, type PromptAnalysis } from '../../src/shared/assist/analysis.ts';
import type { Intent } from '../../src/shared/assist/intent.ts';
import { constraints, type AdvisedParameters, type RunEstimate } from '../../src/shared/assist/parameter-advice.ts';
import { adviseParameters, type ParameterTerms } from '../../src/shared/assist/parameters/advise-parameters.ts';
import { limitsOf } from '../../src/shared/assist/parameters/model-limits.ts';
import { modelRules } from '../../src/shared/assist/parameters/model-rules.ts';

export const rules = modelRules.parse(shippedRules);
export const mini = modelTemplate.parse(telarMini);
export const xl = modelTemplate.parse(sdxl);

export function analysisOf(intent: Partial<Intent> = {}, score = 0.2): PromptAnalysis {
  const axes = { subjects: score, detail: score, relations: score, setting: score, variety: score, length: score };
  return promptAnalysis.parse({
    by: 'rules',
    fallback: null,
    prompt: 'a house',
    plain: 'a house',
    concepts: [],
    excluded: [],
    intent: {
      artisticStyle: null,
      contentType: null,
      qualityLevel: 'standard',
      confidence: { artisticStyle: 0, contentType: 0, qualityLevel: 0 },
      ...intent,
    },
    complexity: { axes, score, category: score < 0.33 ? 'simple' : score < 0.66 ? 'moderate' : 'complex' },
    emphasis: [],
  });
}

/** A model of Telar's local engine with this much changed. */
export function localModel(name: string, properties: Record<string, JsonObject>, title = name): ModelTemplate {
  const own = { ...telarMini.parameters.properties, ...properties };
  const parameters = { ...telarMini.parameters, properties: own };
  return modelTemplate.parse({ ...telarMini, id: `local/${name}`, title, description: '', endpoint: name, parameters });
}

export const edge = (usual: number): JsonObject => ({
  type: 'integer',
  minimum: 8,
  maximum: 2048,
  multipleOf: 8,
  default: usual,
});
export const steps = (usual: number): JsonObject => ({ type: 'integer', minimum: 1, maximum: 150, default: usual });
export const cfg = (usual: number): JsonObject => ({ type: 'number', minimum: 0, maximum: 30, default: usual });
export const ordinary = localModel('painter', {
  width: edge(512),
  height: edge(512),
  steps: steps(25),
  guidance_scale: cfg(7.5),
});

/** A machine that needs this long for a step of a megapixel, and this much memory beside what a pixel takes. */
export function machine(secondsPerStep: number, baseBytes: number, bytesPerPixel = 0): ParameterTerms['estimate'] {
  return ({ steps: count, width, height }): RunEstimate => {
    const pixels = (width ?? 0) * (height ?? 0);
    return {
      seconds: {
        value: 0.1 + (secondsPerStep * (count ?? 0) * pixels) / 1e6,
        errorPercent: 5,
        fromRuns: 20,
        isCold: false,
      },
      memoryBytes: { value: Math.round(baseBytes + pixels * bytesPerPixel), kind: 'ram', basis: 'rule' },
    };
  };
}

/** What is advised of numbers and choices, under the names that the model has for them. */
export function ownValues(template: ModelTemplate, { negativePrompt: _, ...params }: AdvisedParameters): JsonObject {
  const limits = limitsOf(template);
  const named = Object.entries(params).flatMap(([name, value]) => {
    const limit = limits[name as keyof typeof params];
    return limit === null || value === null ? [] : [[limit.own, value] as const];
  });
  return Object.fromEntries(named);
}

export const unlimited = constraints.parse({});
export const noEmbeddings = { installed: 0, advised: [], rejected: [] };
export function advise(template: ModelTemplate, changes: Partial<ParameterTerms> = {}) {
  return adviseParameters({
    analysis: analysisOf(),
    template,
    rules,
    constraints: unlimited,
    estimate: machine(1, 1e9),
    embeddings: noEmbeddings,
    ...changes,
  });
}
