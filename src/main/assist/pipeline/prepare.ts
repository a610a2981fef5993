import { randomInt } from 'node:crypto';
import {
  batchPictures,
  generationDocument,
  parameterNameOf,
  plainSettings,
  withChoices,
  type BatchConfig,
  type BatchGround,
  type GenerationChoices,
  type LoraChoice,
  type OperationMode,
  type PictureSettings,
  type PlannedPicture,
  type Recommendation,
} from '../../../shared/assist/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';
import { promptFor, type TriggerWords } from './trigger-words.ts';

/** Seeds that name different noise. */
const seeds = 2 ** 32;

/** What is to be made of a prompt. */
export interface GenerationOrder {
  prompt: string;
  /** Null is the advised one; an empty one is none. */
  negativePrompt: string | null;
  seed: number | null;
  mode: OperationMode;
  /** Null in manual mode. */
  recommendation: Recommendation | null;
  choices: GenerationChoices;
  batch: BatchConfig | null;
  triggerWords: TriggerWords;
  /** Longest time of one picture; null for no limit. */
  maxSeconds: number | null;
}

/** The document of an order. Throws ParameterValidationError for a choice that the model does not take. */
export function prepareDocument(
  order: GenerationOrder,
  id: string,
  createdAt: string,
  template: ModelTemplate,
): MatrixDocument {
  const { prompt, mode, recommendation, choices, batch, maxSeconds } = order;
  return generationDocument({
    note: { id, createdAt, prompt, mode, recommendation, choices, maxSeconds },
    template,
    pictures: picturesOf(order, template),
    asked: askedOf(order),
    isParallel: batch?.parallel ?? true,
  });
}

function picturesOf(order: GenerationOrder, template: ModelTemplate): PlannedPicture[] {
  const settings = settingsOf(order);
  if (order.batch === null) return [{ axes: [], settings }];
  const pictures = batchPictures(order.batch, groundOf(order, settings, template));
  // Each set of LoRAs brings its own trigger words.
  return pictures.map((picture) => ({
    ...picture,
    settings: { ...picture.settings, prompt: promptOf(order, picture.settings.loras) },
  }));
}

function settingsOf(order: GenerationOrder): PictureSettings {
  const { prompt, negativePrompt, seed, recommendation, choices } = order;
  if (recommendation === null) return withChoices(plainSettings(prompt, negativePrompt ?? '', seed), choices);
  const { params } = recommendation.params;
  const advised: PictureSettings = {
    ...params,
    prompt,
    negativePrompt: negativePrompt ?? params.negativePrompt,
    seed: seed ?? params.seed,
    loras: recommendation.loras.loras.map(({ id, weight }) => ({ id, weight })),
  };
  const settings = withChoices(advised, choices);
  return { ...settings, prompt: promptOf(order, settings.loras) };
}

function promptOf({ prompt, recommendation, triggerWords }: GenerationOrder, loras: readonly LoraChoice[]): string {
  return recommendation === null ? prompt : promptFor(prompt, recommendation, loras, triggerWords);
}

/** What somebody has named and a model must therefore take. */
function askedOf({ negativePrompt, seed, choices, batch }: GenerationOrder): ReadonlySet<keyof PictureSettings> {
  const chosen = Object.keys(choices) as (keyof GenerationChoices)[];
  const varied = (batch?.axes ?? []).map((axis) => ('parameter' in axis ? axis.parameter : axisSetting[axis.kind]));
  return new Set<keyof PictureSettings>([
    ...chosen,
    ...varied,
    ...(negativePrompt === null ? [] : (['negativePrompt'] as const)),
    ...(seed === null ? [] : (['seed'] as const)),
  ]);
}

const axisSetting = { seed: 'seed', scheduler: 'scheduler', lora: 'loras' } as const;

function groundOf(
  { recommendation }: GenerationOrder,
  settings: PictureSettings,
  template: ModelTemplate,
): BatchGround {
  const rangeOf = (parameter: 'guidanceScale' | 'steps'): readonly [number, number] | null => {
    const name = parameterNameOf(template, parameter);
    if (name === null) return null;
    const schema = parameterSchemas(template)[name];
    const advised = recommendation?.params.choices.find((each) => each.parameter === parameter)?.range ?? null;
    const value = settings[parameter] ?? (typeof schema?.default === 'number' ? schema.default : null);
    const range = advised ?? (value === null ? null : around(value));
    return range === null ? null : within(range, schema?.minimum, schema?.maximum);
  };
  return {
    settings,
    guidanceRange: rangeOf('guidanceScale'),
    stepsRange: rangeOf('steps'),
    otherLoras: otherLoras(recommendation),
    drawnSeed: randomInt(seeds),
  };
}

/** Half to one and a half times a value: what shows, and is not absurd. */
function around(value: number): readonly [number, number] {
  return [value * 0.5, value * 1.5];
}

function within([low, high]: readonly [number, number], least = -Infinity, most = Infinity): readonly [number, number] {
  return [Math.max(low, least), Math.min(high, most)];
}

/** Reasons for which a LoRA was left out that do not speak against trying it. */
const harmless: ReadonlySet<string> = new Set(['no-style-word', 'below-confidence', 'over-max', 'style-conflict']);

function otherLoras(recommendation: Recommendation | null): LoraChoice[] {
  const rejected = recommendation?.loras.rejected.filter(({ why }) => harmless.has(why.kind)) ?? [];
  return [...rejected]
    .sort((a, b) => b.score - a.score)
    .map(({ id, weight }) => ({ id, weight: weight > 0 ? weight : 1 }));
}
