import { z } from 'zod';
import { failureData, jsonObject } from '../base/index.ts';
import { modelConversion, modelVariants, variantPrecision } from '../local-engine/index.ts';
import { costRule, importNote, modelTemplate, templateChanges } from '../template/index.ts';
import { procedure } from './failures.ts';

/** Whether a model can run now: its provider has no key yet, or this program has no engine for it. */
export const modelAvailability = z.enum(['ready', 'key-missing', 'no-engine']);
export type ModelAvailability = z.output<typeof modelAvailability>;

/** A model that documents can use. */
export const modelEntry = z.object({
  template: modelTemplate,
  availability: modelAvailability,
  /** File of a template of the user's own; null for one that ships with Telar. */
  file: z.string().nullable(),
});
export type ModelEntry = z.output<typeof modelEntry>;

/** What is known of a price before anybody confirms it. */
export const priceProposal = z.object({
  /** The tariff as the provider tells it; null where it tells none, or one that the user has to translate. */
  cost: costRule.nullable(),
  /** The provider's own words: so much for one unit. */
  told: z.object({ usd: z.number(), unit: z.string() }).nullable(),
  /** Seconds on the provider's machine that its example took: a hint for models that are charged by time. */
  exampleSeconds: z.number().nullable(),
});
export type PriceProposal = z.output<typeof priceProposal>;

/** A model as it would be added. */
export const modelPreview = z.object({
  template: modelTemplate,
  /** Nothing tells what it makes: `output.asset_type` is a stand-in until the user says. */
  isOutputOpen: z.boolean(),
  /** Parameters of the provider's example, where they pass the checks. */
  example: jsonObject.nullable(),
  notes: z.array(importNote),
  price: priceProposal,
  licenseUrl: z.string().nullable(),
  /** Where a template of this id comes from already. */
  existing: z.enum(['none', 'user', 'shipped']),
});
export type ModelPreview = z.output<typeof modelPreview>;

export const modelRefresh = z.object({ preview: modelPreview, changes: templateChanges, isUnchanged: z.boolean() });
export type ModelRefresh = z.output<typeof modelRefresh>;

/** One step of a check that costs nothing; `failure` says what is wrong. */
export const modelCheck = z.object({
  step: z.enum(['template', 'engine', 'key', 'provider']),
  failure: failureData.nullable(),
});
export type ModelCheck = z.output<typeof modelCheck>;

/** A LoRA that is installed for a model of this machine. */
export const installedLora = z.object({
  /** Name that prompts and parameters call it by. */
  id: z.string(),
  bytes: z.int().nonnegative(),
});
export type InstalledLora = z.output<typeof installedLora>;

/** An id as the user types or pastes it. */
const typedId = z.string().min(1).max(300);
const byId = z.strictObject({ id: z.string().min(1).max(300) });

export const models = {
  /** All models with templates, and the templates that were left out, with file and pointer. */
  list: procedure.output(z.object({ models: z.array(modelEntry), failures: z.array(failureData) })),
  /** Makes a template from what the provider publishes of a model; nothing is written. */
  preview: procedure.input(z.strictObject({ id: typedId })).output(modelPreview),
  /** Writes a template of the user's own. Refuses one that ships with Telar; one that is there only with `replace`. */
  save: procedure.input(z.strictObject({ template: modelTemplate, replace: z.boolean() })).output(modelEntry),
  /** What would change if the template of a model was made anew; nothing is written. */
  refresh: procedure.input(byId).output(modelRefresh),
  /** Removes a template of the user's own. */
  remove: procedure.input(byId),
  /** Checks a model without an inference: its template, the engine, the key, and whether the provider answers. */
  test: procedure.input(byId).output(z.array(modelCheck)),
  /** LoRAs that are installed for a model, by name; none for one that runs elsewhere. */
  loras: procedure.input(byId).output(z.array(installedLora)),
  /** The weights of a model on this machine; null for one that has none here. */
  variants: procedure.input(byId).output(modelVariants.nullable()),
  /** Writes smaller weights beside a model of the user's own; `models.converting` tells how far it is. */
  convert: procedure
    .input(z.strictObject({ id: z.string().min(1).max(300), precision: variantPrecision, replace: z.boolean() }))
    .output(modelConversion),
};
