import { z } from 'zod';
import type { JsonObject } from '../../base/index.ts';
import type { CostRule } from '../cost.ts';
import type { ModelTemplate } from '../schema.ts';
import { isJsonObject } from './resolve-schema.ts';

/** What one price is for, in the words of a form; the tariff finds the parameters that count it. */
export const priceUnit = z.enum(['output', 'megapixel', 'second', '1k-characters', 'gpu-second']);
export type PriceUnit = z.output<typeof priceUnit>;

/** A price as a person types it: so many US dollars for one unit. */
export interface UnitPrice {
  unit: PriceUnit;
  usd: number;
  /** Seconds that a call usually takes, shortest and longest; only where time on the machine is charged. */
  typicalSeconds?: readonly [number, number];
}

/** Where a price comes from. */
export interface PriceOrigin {
  as_of: string;
  source: string;
  confidence: 'documented' | 'typed-in';
}

/** Sizes by fal's names (its `ImageSize` presets). */
const namedSizes: Record<string, [number, number]> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
};

/** Million pixels of the pictures that people usually enlarge. */
const usualInputMegapixels: [number, number] = [0.25, 4];

const counters = ['num_outputs', 'num_images', 'number_of_images', 'max_images', 'n', 'batch_size', 'num_samples'];
const durations = ['duration', 'duration_seconds', 'seconds', 'seconds_total', 'video_length', 'length'];
const texts = ['text', 'prompt', 'input', 'input_text', 'script'];
const factors = ['upscale_factor', 'scale', 'scale_factor'];
const pictures = ['image_url', 'image', 'input_image', 'img'];

/**
 * Tariff of a model at a price for one unit; null when the model has no parameter that tells how many units a call needs.
 * Time on the provider's machine needs `typicalSeconds`.
 */
export function tariffOf(template: ModelTemplate, price: UnitPrice, origin: PriceOrigin): CostRule | null {
  const { usd } = price;
  const common = { usd, currency: 'USD' as const, ...origin };
  const find = finder(template);
  switch (price.unit) {
    case 'output':
      return { kind: 'per-output', ...countPart(find), ...common };
    case 'second': {
      const duration = find(durations);
      return duration === null ? null : { kind: 'per-second', duration, ...common };
    }
    case 'megapixel': {
      const size = sizeOf(find);
      // Providers that charge by the megapixel count each begun one.
      return size === null
        ? null
        : { kind: 'per-megapixel', size, rounding: 'ceil', minimum: 0, ...countPart(find), ...common };
    }
    case '1k-characters': {
      const text = find(texts);
      return text === null ? null : { kind: 'per-1k-characters', text, ...common };
    }
    case 'gpu-second': {
      const { typicalSeconds } = price;
      if (typicalSeconds === undefined) return null;
      return { kind: 'gpu-seconds', typical_seconds: [typicalSeconds[0], typicalSeconds[1]], ...common };
    }
  }
}

/** Units in which a price of this model can be given. */
export function unitsOf(template: ModelTemplate): PriceUnit[] {
  const origin: PriceOrigin = { as_of: '2000-01-01', source: '', confidence: 'typed-in' };
  return priceUnit.options.filter(
    (unit) => tariffOf(template, { unit, usd: 1, typicalSeconds: [1, 1] }, origin) !== null,
  );
}

/** The unit that a provider's word stands for, such as `megapixels` or `1000 characters`; null for any other. */
export function unitOfWords(words: string): PriceUnit | null {
  const plain = words
    .toLowerCase()
    .trim()
    .replaceAll(/[_\s]+/g, ' ');
  if (/^(compute|gpu|processing) seconds?$/.test(plain)) return 'gpu-second';
  if (/^(image|video|output|audio|generation|request|unit)s?$/.test(plain)) return 'output';
  if (/^(processed |output )?(megapixel|mp)s?$/.test(plain)) return 'megapixel';
  if (/^(video |audio )?seconds?$/.test(plain)) return 'second';
  if (/^(1,?000|1k|thousand) characters?$/.test(plain)) return '1k-characters';
  return null;
}

type Find = (names: readonly string[]) => string | null;

function finder({ parameters }: ModelTemplate): Find {
  const properties: JsonObject = isJsonObject(parameters.properties) ? parameters.properties : {};
  return (names) => names.find((name) => Object.hasOwn(properties, name)) ?? null;
}

function countPart(find: Find): { count?: { parameter: string; meaning: 'exact' } } {
  const parameter = find(counters);
  return parameter === null ? {} : { count: { parameter, meaning: 'exact' } };
}

function sizeOf(find: Find): Extract<CostRule, { kind: 'per-megapixel' }>['size'] | null {
  const input = find(pictures);
  const factor = find(factors);
  if (input !== null && factor !== null) return { input, factor, typical_megapixels: usualInputMegapixels };
  const [width, height] = [find(['width']), find(['height'])];
  if (width !== null && height !== null) return { width, height };
  const parameter = find(['image_size']);
  return parameter === null ? null : { parameter, sizes: namedSizes };
}
