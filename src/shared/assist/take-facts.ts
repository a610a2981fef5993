import { z } from 'zod';
import { noFacts, type PictureFacts, type Take } from '../artifact/index.ts';
import { joinLoras, lorasInPrompt } from '../local-engine/index.ts';
import { parameterSchemas, type ModelTemplate } from '../template/index.ts';
import { parameterNameOf, settingOf, type PictureSettings } from './picture-settings.ts';
import { loraChoice } from './pipeline-config.ts';

const someText = z.string().catch('');
const someNumber = z.number().nullable().catch(null);
/** Weights of a recipe may be unset: then they count as 1. */
const someLoras = z.array(loraChoice.extend({ weight: z.number().default(1) })).catch([]);

/** How a take was made, in the words that all programs share; what its recipe leaves out are the model's defaults. */
export function factsOfTake(take: Take, template: ModelTemplate | null): PictureFacts {
  const parameters = take.recipe?.parameters ?? {};
  const of = (setting: keyof PictureSettings) => settingOf(parameters, setting, template);
  const prompt = someText.parse(of('prompt'));
  const sampler = someText.parse(of('scheduler'));
  return {
    ...noFacts('telar'),
    prompt,
    negativePrompt: someText.parse(of('negativePrompt')),
    seed: take.seed,
    steps: someNumber.parse(of('steps')),
    cfgScale: someNumber.parse(of('guidanceScale')),
    sampler: sampler === '' ? null : titleOf(sampler, template),
    width: take.width,
    height: take.height,
    model: take.model,
    loras: joinLoras([...someLoras.parse(of('loras')), ...lorasInPrompt(prompt)]),
  };
}

/** What people and other programs call a sampler. */
function titleOf(sampler: string, template: ModelTemplate | null): string {
  const name = template === null ? null : parameterNameOf(template, 'scheduler');
  const schema = template === null || name === null ? undefined : parameterSchemas(template)[name];
  return schema?.['x-enum-titles']?.[schema.enum?.indexOf(sampler) ?? -1] ?? sampler;
}
