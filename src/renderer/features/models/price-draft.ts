import type { ModelPreview } from '../../../shared/contract/index.ts';
import { type CostRule, type PriceUnit, tariffOf, unitsOf } from '../../../shared/template/index.ts';

/** What stands in the fields of a price. */
export interface PriceDraft {
  unit: PriceUnit | 'fetched' | 'unknown';
  usd: string;
  secondsFrom: string;
  secondsTo: string;
}

/** Units that the form offers for a model: as the provider tells, those its parameters can count, or unknown. */
export function unitChoices({ template, price }: ModelPreview): PriceDraft['unit'][] {
  return [...(price.cost === null ? [] : (['fetched'] as const)), ...unitsOf(template), 'unknown'];
}

/** The fields before anybody typed: the provider's own price, else nothing that could be taken for one. */
export function startOfPrice({ price }: ModelPreview): PriceDraft {
  const seconds = price.exampleSeconds;
  return {
    unit: price.cost === null ? 'unknown' : 'fetched',
    usd: price.told === null ? '' : String(price.told.usd),
    // Half and twice of the example's time: a start, for the user to correct.
    secondsFrom: seconds === null ? '' : String(Number((seconds / 2).toPrecision(2))),
    secondsTo: seconds === null ? '' : String(Number((seconds * 2).toPrecision(2))),
  };
}

/** A number above 0 as people write it, with a point or a comma; null for anything else. */
export function readAmount(text: string, most: number): number | null {
  const plain = text.replaceAll(/[\s$]/g, '').replace(',', '.');
  const amount = /^\d{1,6}(\.\d{1,9})?$/.test(plain) ? Number(plain) : 0;
  return amount > 0 && amount <= most ? amount : null;
}

/** The seconds that a call takes, shortest first; null while they are not sound. */
export function readSeconds({ secondsFrom, secondsTo }: PriceDraft): [number, number] | null {
  const [from, to] = [readAmount(secondsFrom, 86_400), readAmount(secondsTo, 86_400)];
  return from === null || to === null || from > to ? null : [from, to];
}

/** Dearest price of one unit that a template takes, in US dollars. */
export const dearestUnit = 1000;

/** The tariff that the fields stand for, dated today; null while something is missing. */
export function typedCost({ template, price }: ModelPreview, draft: PriceDraft, today: string): CostRule | null {
  if (draft.unit === 'fetched') return price.cost;
  if (draft.unit === 'unknown') return { kind: 'unknown', currency: 'USD' };
  const usd = readAmount(draft.usd, dearestUnit);
  if (usd === null) return null;
  const typicalSeconds = draft.unit === 'gpu-second' ? readSeconds(draft) : ([1, 1] as const);
  if (typicalSeconds === null) return null;
  const origin = { as_of: today, source: 'Typed in by the user', confidence: 'typed-in' } as const;
  return tariffOf(template, { unit: draft.unit, usd, typicalSeconds }, origin);
}
