import type { CostRule, Rate } from '../../../shared/template/index.ts';
import type { Translate } from '../../i18n/index.ts';

/** Tariffs are shown as the provider prints them, with as many digits as it takes. */
function dollars(amount: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 8,
  }).format(amount);
}

function rateText(rate: Rate, language: string): string {
  if (typeof rate === 'number') return dollars(rate, language);
  const amounts = Object.values(rate.rates);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  return low === high ? dollars(low, language) : `${dollars(low, language)} – ${dollars(high, language)}`;
}

/** What a model costs, in one line. */
export function costText(cost: CostRule, t: Translate, language: string): string {
  switch (cost.kind) {
    case 'free':
      return t('run.free');
    case 'unknown':
      return t('run.unknownPrice');
    case 'tokens':
      return t('models.cost.tokens', {
        input: dollars(cost.input_usd, language),
        output: dollars(cost.output_usd, language),
      });
    case 'first-n-then':
      return t('models.cost.first-n-then', {
        first: dollars(cost.first_usd, language),
        seconds: cost.first,
        then: dollars(cost.then_usd, language),
      });
    default:
      return t(`models.cost.${cost.kind}`, { rate: rateText(cost.usd, language) });
  }
}

/** When a price was true and where it comes from, in one line; null where nothing is noted. */
export function costOrigin(cost: CostRule, t: Translate, language: string): string | null {
  if (cost.kind === 'free' || cost.as_of === undefined) return null;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(cost.as_of));
  const confidence = t(`models.confidence.${cost.confidence ?? 'third-party'}`);
  return t('models.priceAsOf', { date, confidence });
}
