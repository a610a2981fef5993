import { z } from 'zod';
import { jsonObject, type JsonObject, type JsonValue } from '../../base/index.ts';
import type { Take } from '../take.ts';
import { pictureFacts, type PictureFacts } from './picture-facts.ts';

/** What Telar notes in a file that it saves: enough to make it again, and nothing of the machine it was made on. */
export const telarRecord = z.object({
  version: z.literal(1),
  program: z.literal('telar'),
  /** Prompts and words of the user were left out. */
  shareSafe: z.boolean(),
  unit: z.string().optional(),
  layer: z.string().optional(),
  model: z.string().nullable(),
  templateVersion: z.string().nullable(),
  /** As the recipe has them: a file is the hash of its content. */
  parameters: jsonObject,
  /** Content of LoRAs and the like, by name. */
  files: z.record(z.string(), z.string()),
  facts: pictureFacts,
  createdAt: z.string().nullable(),
  costMicroUsd: z.number(),
  /** Why it was made so, where the user wanted that in the file. */
  explanation: jsonObject.optional(),
});
export type TelarRecord = z.output<typeof telarRecord>;

/** Parameters in which users write freely. */
const freeText = /prompt|text|caption|lyrics|negative|system|message/i;

/** The record of a take; the share-safe one has no words of the user and no name of their project. */
export function recordOf(take: Take, facts: PictureFacts, { isShareSafe }: { isShareSafe: boolean }): TelarRecord {
  const parameters = withoutPlaces(take.recipe?.parameters ?? {});
  return {
    version: 1,
    program: 'telar',
    shareSafe: isShareSafe,
    ...(isShareSafe ? {} : { unit: take.unit, layer: take.layer }),
    model: take.model,
    templateVersion: take.recipe?.templateVersion ?? null,
    parameters: isShareSafe ? withoutWords(parameters) : parameters,
    files: { ...take.recipe?.files },
    facts: isShareSafe ? { ...facts, prompt: '', negativePrompt: '', extras: {} } : facts,
    createdAt: isShareSafe ? null : take.createdAt,
    costMicroUsd: isShareSafe ? 0 : take.costMicroUsd,
  };
}

/** Only what cannot hold words: numbers, switches, and names out of a list are short and have no spaces. */
function withoutWords(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => {
      if (freeText.test(name)) return false;
      return typeof value !== 'string' || /^[\w.:+-]{1,80}$/.test(value);
    }),
  );
}

/**
 * Parameters without absolute paths and addresses. Recipes hold none; an older index, or one that came with a project,
 * might.
 */
function withoutPlaces(parameters: JsonObject): JsonObject {
  const clean = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return isPlace(value) ? '' : value;
    if (Array.isArray(value)) return value.map(clean);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clean(each)]));
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, clean(value)]));
}

/** A whole value that is the place of a file: a prompt that begins with a slash has spaces or no second part. */
function isPlace(value: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\|file:|https?:\/\/\S+\?|\/[^\s/]+\/\S)/.test(value) && !/\s/.test(value.trim());
}
