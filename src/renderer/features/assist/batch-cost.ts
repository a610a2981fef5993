import type { JsonObject } from '../../../shared/base/index.ts';
import {
  batchConfig,
  batchPictures,
  parametersOf,
  settingOf,
  type PictureSettings,
  type Recommendation,
} from '../../../shared/assist/index.ts';
import {
  estimatePrice,
  sumPrices,
  withDefaults,
  type ModelTemplate,
  type Price,
} from '../../../shared/template/index.ts';
import type { AssistDraft, AssistState, AxesReading } from '../../studio/index.ts';
import { draftSettings, nothingLate } from './picture-price.ts';

export interface BatchCost {
  price: Price;
  /** Null where nothing is known of how long a picture takes. */
  seconds: number | null;
}

/** A picture whose time is known, or foretold. Null: not known of it. */
export interface TimedPicture {
  seconds: number;
  steps: number | null;
  width: number | null;
  height: number | null;
}

/** What the pictures of some axes take together. */
export function batchCost(
  state: Pick<AssistState, 'draft' | 'generation' | 'recent'>,
  axes: AxesReading,
  recommendation: Recommendation | null,
  template: ModelTemplate,
): BatchCost {
  const all = settingsOf(state.draft, axes, recommendation).map((settings) =>
    withDefaults(template, parametersOf(template, settings, new Set())),
  );
  const timed = recommendation === null ? madeBefore(state, template) : advisedTime(recommendation);
  return {
    price: sumPrices(all.map((parameters) => estimatePrice(template, parameters, nothingLate))),
    seconds: timed === null ? null : timeOf(all, template, timed),
  };
}

/** Time of pictures one after the other: it grows with the steps and with the pixels. */
export function timeOf(all: readonly JsonObject[], template: ModelTemplate, timed: TimedPicture): number {
  const times = all.map((parameters) => {
    const factors = (['steps', 'width', 'height'] as const).map((name) => {
      const known = timed[name];
      const wanted = settingOf(parameters, name, template);
      return known === null || known === 0 || typeof wanted !== 'number' ? 1 : wanted / known;
    });
    return factors.reduce((seconds, factor) => seconds * factor, timed.seconds);
  });
  return times.reduce((sum, seconds) => sum + seconds, 0);
}

/** What the advice foretells for one picture. */
export function advisedTime({ params: { estimate, params } }: Recommendation): TimedPicture | null {
  const { steps, width, height } = params;
  return estimate.seconds === null ? null : { seconds: estimate.seconds.value, steps, width, height };
}

/**
 * The pictures of a model that are at hand with their time, by the one in the middle: the first after a start also waits
 * for the model to be loaded.
 */
function madeBefore(
  { generation, recent }: Pick<AssistState, 'generation' | 'recent'>,
  template: ModelTemplate,
): TimedPicture | null {
  const made = [...(generation === null ? [] : [generation]), ...recent].flatMap(({ pictures }) => pictures);
  const timed = made
    .flatMap(({ metadata }) =>
      metadata === null || metadata.baseModelId !== template.id || metadata.generationTimeSeconds === null
        ? []
        : [{ ...metadata, seconds: metadata.generationTimeSeconds }],
    )
    .sort((a, b) => a.seconds - b.seconds);
  return timed[Math.floor(timed.length / 2)] ?? null;
}

function settingsOf(
  draft: AssistDraft,
  { rows }: AxesReading,
  recommendation: Recommendation | null,
): readonly PictureSettings[] {
  const settings = draftSettings(draft, recommendation);
  const axes = rows.flatMap(({ axis }) => (axis === null ? [] : [axis]));
  if (axes.length === 0) return [settings];
  const ground = { settings, guidanceRange: null, stepsRange: null, otherLoras: [], drawnSeed: 0 };
  return batchPictures(batchConfig.parse({ strategy: 'mixed', axes }), ground).map((each) => each.settings);
}
