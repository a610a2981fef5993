import { ParameterValidationError, type JsonObject, type JsonValue } from '../base/index.ts';
import { parameterSchemas, type ModelTemplate } from '../template/index.ts';
import type { AdvisedParameters } from './parameter-advice.ts';
import type { GenerationChoices, LoraChoice } from './pipeline-config.ts';

/** Everything that one picture is made with. Null = left to the model, or not taken by it. */
export interface PictureSettings extends Omit<AdvisedParameters, 'seed'> {
  prompt: string;
  seed: number | null;
  loras: LoraChoice[];
}

/** Names that models have for what a picture is made with; the first that a template knows is used. */
const namesOf = {
  prompt: ['prompt', 'text', 'text_prompt'],
  negativePrompt: ['negative_prompt'],
  seed: ['seed'],
  steps: ['steps', 'num_inference_steps'],
  guidanceScale: ['guidance_scale', 'guidance', 'cfg', 'cfg_scale', 'classifier_free_guidance'],
  width: ['width'],
  height: ['height'],
  aspectRatio: ['aspect_ratio', 'image_size'],
  scheduler: ['scheduler', 'sampler'],
  loras: ['loras'],
} as const satisfies Record<keyof PictureSettings, readonly string[]>;

/** Name that a model has for a setting; null for one that it does not take. */
export function parameterNameOf(template: ModelTemplate, setting: keyof PictureSettings): string | null {
  const schemas = parameterSchemas(template);
  return namesOf[setting].find((name) => Object.hasOwn(schemas, name)) ?? null;
}

/** What a picture was made with, of the parameters in its recipe; what they do not name is the template's default. */
export function settingOf(
  parameters: JsonObject,
  setting: keyof PictureSettings,
  template: ModelTemplate | null,
): JsonValue {
  const given = namesOf[setting].find((name) => Object.hasOwn(parameters, name));
  if (given !== undefined) return parameters[given] ?? null;
  const name = template === null ? null : parameterNameOf(template, setting);
  return template === null || name === null ? null : (parameterSchemas(template)[name]?.default ?? null);
}

/** Settings for a model that nobody advises about: its own defaults hold. */
export function plainSettings(prompt: string, negativePrompt: string, seed: number | null): PictureSettings {
  const open = { steps: null, guidanceScale: null, width: null, height: null, aspectRatio: null, scheduler: null };
  return { ...open, prompt, negativePrompt, seed, loras: [] };
}

/** The settings with what the user has chosen in their place. */
export function withChoices(settings: PictureSettings, choices: GenerationChoices): PictureSettings {
  const { steps, guidanceScale, width, height, aspectRatio, scheduler, loras } = choices;
  return {
    ...settings,
    steps: steps ?? settings.steps,
    guidanceScale: guidanceScale ?? settings.guidanceScale,
    width: width ?? settings.width,
    height: height ?? settings.height,
    // Who names the sides wants no other shape.
    aspectRatio: aspectRatio ?? (width === undefined && height === undefined ? settings.aspectRatio : null),
    scheduler: scheduler ?? settings.scheduler,
    loras: loras ?? settings.loras,
  };
}

/**
 * The settings as a model's own parameters. Advice that a model does not take is left out; what somebody has `asked` for
 * by name is not: throws ParameterValidationError `unknown`.
 */
export function parametersOf(
  template: ModelTemplate,
  settings: PictureSettings,
  asked: ReadonlySet<keyof PictureSettings>,
): JsonObject {
  const parameters: JsonObject = {};
  for (const setting of Object.keys(namesOf) as (keyof PictureSettings)[]) {
    const value = settings[setting];
    const isNothing = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    const name = parameterNameOf(template, setting);
    // That somebody wants no negative prompt has to be said to a model that has one of its own.
    const isRefused = setting === 'negativePrompt' && asked.has(setting) && name !== null;
    if (isNothing && setting !== 'prompt' && !isRefused) continue;
    if (name !== null) parameters[name] = Array.isArray(value) ? value.map((each) => ({ ...each })) : value;
    else if (asked.has(setting) || setting === 'prompt') throw notTaken(template, setting);
  }
  return parameters;
}

function notTaken(template: ModelTemplate, setting: string): Error {
  const known = Object.keys(parameterSchemas(template)).join(', ');
  return new ParameterValidationError('unknown', `${template.id} has no parameter for "${setting}".`, {
    hint: `Leave it out, or choose another model. This one takes ${known}.`,
    place: { parameter: setting },
    values: { parameter: setting, model: template.id, nearest: known },
  });
}
