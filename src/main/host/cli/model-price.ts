import { UsageError } from '../../../shared/base/index.ts';
import type { ModelPreview } from '../../../shared/contract/index.ts';
import {
  type CostRule,
  type PriceUnit,
  tariffOf,
  unitOfWords,
  type UnitPrice,
  unitsOf,
} from '../../../shared/template/index.ts';

export interface PriceFlags {
  /** `0.003/output`. */
  price?: string;
  /** US dollars for one second on the provider's machine. */
  pricePerSecond?: string;
  /** `2-8`: seconds that a call takes there. */
  seconds?: string;
}

/** A price above this for one unit is a slip of the pen. */
const dearestUsd = 1000;

/**
 * The price of a model as the command line says it, else as the provider tells it, else unknown. Throws UsageError for a
 * price that is none, or whose unit the model's parameters cannot count.
 */
export function readPrice(flags: PriceFlags, preview: ModelPreview): CostRule {
  const { price, pricePerSecond } = flags;
  if (price !== undefined && pricePerSecond !== undefined) {
    throw usage('--price and --price-per-second were both given.', 'A model has one price.');
  }
  const typed = price === undefined ? perSecond(flags, preview) : readUnitPrice(price);
  if (typed === null) return preview.price.cost ?? preview.template.cost;
  const origin = { as_of: preview.template.source?.as_of ?? '', source: 'Typed in by the user' };
  const cost = tariffOf(preview.template, typed, { ...origin, confidence: 'typed-in' });
  if (cost !== null) return cost;
  throw usage(
    `${preview.template.id} has no parameter that counts a price per ${typed.unit}.`,
    `It can be charged per ${unitsOf(preview.template).join(', ')}.`,
  );
}

function readUnitPrice(text: string): UnitPrice {
  const [amount = '', words = ''] = text.split('/');
  const unit: PriceUnit | null = unitOfWords(words.replaceAll('-', ' '));
  if (unit === null || unit === 'gpu-second') {
    throw usage(`"${text}" is no price.`, 'Write it as 0.003/output, /megapixel, /second or /1k-characters.');
  }
  return { unit, usd: readUsd(amount) };
}

/** Time on the machine: with `--seconds`, else half to twice of what the provider's example took. */
function perSecond({ pricePerSecond, seconds }: PriceFlags, { price }: ModelPreview): UnitPrice | null {
  if (pricePerSecond === undefined) return null;
  return {
    unit: 'gpu-second',
    usd: readUsd(pricePerSecond),
    typicalSeconds: readSeconds(seconds, price.exampleSeconds),
  };
}

function readSeconds(text: string | undefined, example: number | null): readonly [number, number] {
  if (text === undefined) {
    if (example !== null) return [example / 2, example * 2];
    throw usage('Nothing tells how long a call takes.', 'Say it as --seconds 2-8.');
  }
  const [from, to] = text.split('-').map(Number);
  if (from !== undefined && to !== undefined && from > 0 && to >= from && to <= 86_400) return [from, to];
  throw usage(`"${text}" are no seconds.`, 'Write the shortest and the longest call, such as 2-8.');
}

function readUsd(text: string): number {
  const usd = /^\d{1,4}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (usd > 0 && usd <= dearestUsd) return usd;
  throw usage(`"${text}" is no amount of US dollars.`, `Write an amount above 0 up to ${dearestUsd}, such as 0.003.`);
}

function usage(message: string, hint: string): Error {
  return new UsageError('invalid', message, { hint });
}
