import {
  parametersOf,
  plainSettings,
  withChoices,
  type GenerationChoices,
  type PictureSettings,
  type Recommendation,
} from '../../../shared/assist/index.ts';
import { estimatePrice, withDefaults, type ModelTemplate, type Price } from '../../../shared/template/index.ts';
import { batchLoras, type AssistDraft } from '../../studio/index.ts';

/** Nothing of a picture waits for another cell. */
export const nothingLate: ReadonlySet<string> = new Set();

/** What one picture costs with the advice as the user has changed it. */
export function picturePrice(draft: AssistDraft, recommendation: Recommendation, template: ModelTemplate): Price {
  const settings = draftSettings(draft, recommendation);
  return estimatePrice(template, withDefaults(template, parametersOf(template, settings, new Set())), nothingLate);
}

/** What one picture would be made with now; without advice what the user has set, the rest is the model's. */
export function draftSettings(draft: AssistDraft, recommendation: Recommendation | null): PictureSettings {
  const { negativePrompt, seed } = draft;
  const loras = batchLoras(draft, recommendation);
  const ground =
    recommendation === null
      ? plainSettings(draft.prompt, negativePrompt ?? '', seed)
      : {
          ...recommendation.params.params,
          prompt: recommendation.loras.prompt,
          negativePrompt: negativePrompt ?? recommendation.params.params.negativePrompt,
          seed,
        };
  const choices = draft.mode === 'auto' ? {} : (draft.parameters as GenerationChoices);
  return withChoices({ ...ground, loras }, choices);
}
