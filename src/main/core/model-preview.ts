import { jsonObject, jsonValue, TemplateError, type JsonObject, type JsonValue } from '../../shared/base/index.ts';
import type { ModelPreview, PriceProposal } from '../../shared/contract/index.ts';
import {
  type ImportedModel,
  importFal,
  importReplicate,
  type ModelAddress,
  modelIdOf,
  type ModelTemplate,
  parseModelAddress,
  tariffOf,
  unitOfWords,
} from '../../shared/template/index.ts';
import type { ModelFacts } from '../engine/index.ts';

/** A preview without what only the catalog knows. */
export type FreshModel = Omit<ModelPreview, 'existing'>;

export interface PreviewOptions {
  facts: ModelFacts;
  /** Date of today, `2026-11-21`, for where the facts come from. */
  today: () => string;
}

/**
 * Makes a template of what the provider publishes of a model. Throws TemplateError (`bad-model-id`, `no-schema`,
 * `too-complex`, `schema`) and whatever asking the provider throws.
 */
export async function previewModel(typed: string, options: PreviewOptions): Promise<FreshModel> {
  const address = parseModelAddress(typed);
  return address.provider === 'replicate' ? previewReplicate(address, options) : previewFal(address, options);
}

async function previewReplicate(address: ModelAddress, { facts, today }: PreviewOptions): Promise<FreshModel> {
  const asked = address.version === null ? address.endpoint : `${address.endpoint}:${address.version}`;
  const model = await facts.replicateModel(asked);
  if (model.version === null) throw noSchema(modelIdOf(address));
  // Replicate runs only its official models by their name; any other needs the version that the schema is of.
  const isByName = model.isOfficial && address.version === null;
  const stored = exampleOf(model.defaultExample);
  const imported = importReplicate({
    address: { ...address, version: isByName ? null : model.version.id },
    description: model.description,
    version: model.version.id,
    openapiSchema: plainJson(model.version.openapiSchema),
    example: stored,
  });
  return {
    ...sourced(imported, `Schema that Replicate publishes of ${address.endpoint}`, today()),
    price: { cost: null, told: null, exampleSeconds: stored?.seconds ?? null },
    licenseUrl: model.licenseUrl,
  };
}

async function previewFal(address: ModelAddress, { facts, today }: PreviewOptions): Promise<FreshModel> {
  const openapi = await facts.falSchema(address.endpoint);
  const imported = importFal({ address, openapi: plainJson(openapi) });
  const told = await facts.falPricing(address.endpoint);
  return {
    ...sourced(imported, `Schema that fal publishes of ${address.endpoint}`, today()),
    price: told === null ? nothingTold : falPrice(imported.template, told, today()),
    licenseUrl: null,
  };
}

const nothingTold: PriceProposal = { cost: null, told: null, exampleSeconds: null };

/** fal's price for one unit as a tariff, where its unit is one of ours and the price is in US dollars. */
function falPrice(
  template: ModelTemplate,
  { unit_price: usd, unit: words, currency }: { unit_price: number; unit: string; currency: string },
  today: string,
): PriceProposal {
  if (currency !== 'USD') return nothingTold;
  const unit = unitOfWords(words);
  const origin = { as_of: today, source: `fal’s price list: per ${words}`, confidence: 'documented' as const };
  const cost = unit === null || usd <= 0 ? null : tariffOf(template, { unit, usd }, origin);
  return { cost, told: { usd, unit: words }, exampleSeconds: null };
}

function sourced(imported: ImportedModel, text: string, today: string): ImportedModel {
  const source = { text, as_of: today, confidence: 'documented' as const };
  return { ...imported, template: { ...imported.template, source } };
}

/** The stored example of a model: what it was given, what came out, and the seconds that it took. */
function exampleOf(stored: unknown): { input: JsonObject; output: JsonValue; seconds: number | null } | null {
  const example = jsonObject.safeParse(stored);
  if (!example.success) return null;
  const input = jsonObject.safeParse(example.data.input);
  if (!input.success) return null;
  const metrics = jsonObject.safeParse(example.data.metrics);
  const seconds = metrics.success ? metrics.data.predict_time : undefined;
  return {
    input: input.data,
    output: example.data.output ?? null,
    seconds: typeof seconds === 'number' && seconds > 0 ? seconds : null,
  };
}

function plainJson(value: unknown): JsonValue {
  const parsed = jsonValue.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function noSchema(id: string): Error {
  return new TemplateError('no-schema', `${id} has no version with a schema.`, {
    hint: 'Check the id; a model that only its owner can see may have none.',
  });
}
