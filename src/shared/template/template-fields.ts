import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { jsonObject } from '../base/index.ts';
import { capability } from './capability.ts';
import { costRule } from './cost.ts';
import { providerId } from './provider.ts';

const extension = z.string().regex(/^[a-z0-9]{1,5}$/);

/** Extension of the file: fixed, or the value of an enum parameter such as `output_format`. */
const extensionRule = z.union([extension, z.strictObject({ parameter: z.string().max(100), default: extension })]);

/** A rule over several parameters, which they keep as a whole. */
const parameterRule = z
  .strictObject({
    schema: jsonObject.meta({
      description: 'JSON Schema of the parameters as a whole, with their defaults filled in; mostly if and then.',
    }),
    message: z.string().min(1).max(300).meta({ description: 'What to say where it is broken, as a plain sentence.' }),
    pointer: z
      .string()
      .regex(/^\/[^/]{1,100}(\/[^/]{1,100}){0,7}$/)
      .meta({ description: 'JSON pointer of the value to change, such as /width.' }),
  })
  .meta({ id: 'ParameterRule' });

const example = z.strictObject({ title: z.string().max(120).optional(), parameters: jsonObject });

/** Where the facts of a template come from, besides its price. */
const templateSource = z.strictObject({
  text: z.string().min(1).max(500),
  as_of: z.iso.date(),
  confidence: z.enum(['documented', 'third-party', 'derived', 'typed-in']),
});

/** The parts of a template, each for itself. */
export const templateFields = z.strictObject({
  $schema: z
    .string()
    .max(500)
    .optional()
    .meta({ description: 'Address of the JSON Schema of templates, for editors.' }),
  telar_template: z.literal(1).meta({ description: 'Version of the format.' }),
  id: z
    .string()
    .regex(/^((replicate|fal|local|ollama)\/[A-Za-z0-9][A-Za-z0-9._/:-]{0,199}|ollama\/\*)$/)
    .meta({ description: 'What documents write as the model; ollama/* stands for every model of the user’s Ollama.' }),
  provider: providerId.meta({ description: 'Who runs it.' }),
  endpoint: z.string().min(1).max(200).meta({ description: 'The model as the provider calls it.' }),
  version: z.string().min(1).max(64).meta({
    description:
      'Part of every recipe: changes when the endpoint, the parameters or the output rule change, not with a price.',
  }),
  title: z.string().min(1).max(120).meta({ description: 'Name for people.' }),
  description: z.string().max(2000).default('').meta({ description: 'What it is good for.' }),
  capabilities: z.array(capability).max(10).default([]).meta({ description: 'What it can do.' }),
  output: z
    .strictObject({ asset_type: assetType, extension: extensionRule.optional() })
    .meta({ description: 'What it makes, and the extension of the file.' }),
  parameters: jsonObject.meta({
    description:
      'JSON Schema (2020-12) of the parameters, with the provider’s own names. format "uri" marks a file, x-order and x-group arrange the form, x-enum-titles names choices.',
  }),
  rules: z.array(parameterRule).max(50).default([]).meta({ description: 'Rules over several parameters.' }),
  cost: costRule.meta({ description: 'How the provider charges.' }),
  rate_limit: z
    .strictObject({
      concurrency: z.int().min(1).max(1000).optional(),
      per_minute: z.int().min(1).max(100_000).optional(),
    })
    .optional()
    .meta({ description: 'Calls at the same time, and in a minute.' }),
  deadline_s: z
    .int()
    .min(5)
    .max(86_400)
    .optional()
    .meta({ description: 'Seconds after which a call that has not ended counts as failed.' }),
  source: templateSource.optional().meta({ description: 'Where the facts come from.' }),
  examples: z.array(example).max(10).default([]).meta({ description: 'Parameters to start from.' }),
  folder: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .optional()
    .meta({ description: 'Folder of the files of a local model, relative to a models folder.' }),
});
export type TemplateFields = z.output<typeof templateFields>;
