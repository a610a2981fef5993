import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { jsonObject } from '../base/index.ts';
import { costRule } from './cost.ts';

export const providerId = z.enum(['replicate', 'fal', 'local', 'ollama', 'rehearsal']);
export type ProviderId = z.output<typeof providerId>;

/** Extension of the file: fixed, or the value of an enum parameter such as `output_format`. */
const extensionRule = z.union([
  z.string().regex(/^[a-z0-9]{1,5}$/),
  z.strictObject({ parameter: z.string(), default: z.string().regex(/^[a-z0-9]{1,5}$/) }),
]);

/** Description of a model: what it takes, makes and costs. One JSON file each. */
export const modelTemplate = z.strictObject({
  telar_template: z.literal(1),
  id: z.string().regex(/^(replicate|fal|local|ollama)\/[A-Za-z0-9][A-Za-z0-9._/:-]{0,127}$/),
  provider: providerId,
  endpoint: z.string().min(1).max(128),
  /** Part of every recipe: changes when the endpoint, the parameters or the output rule change, not with a price. */
  version: z.string().min(1).max(64),
  title: z.string().min(1).max(120),
  description: z.string().max(2000).default(''),
  capabilities: z.array(z.string()).default([]),
  output: z.strictObject({ asset_type: assetType, extension: extensionRule.optional() }),
  /** JSON Schema (2020-12) of the parameters; `format: "uri"` marks a file. */
  parameters: jsonObject,
  cost: costRule,
  /** Folder of the model's files for `local` models, relative to a models folder. */
  folder: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .optional(),
});
export type ModelTemplate = z.output<typeof modelTemplate>;

export type TemplateCatalog = ReadonlyMap<string, ModelTemplate>;
