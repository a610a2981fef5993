import { assertNever } from '../base/index.ts';
import type { CostOf, CostRule, Rate } from './cost.ts';
import { exact, isLess, minus, plus, times, type Exact } from './exact.ts';
import { megapixelsOf, pixelsOf } from './price-pictures.ts';
import {
  between,
  certain,
  charactersOf,
  numberOf,
  outputsOf,
  product,
  rangeText,
  rateOf,
  secondsOf,
  type Range,
  type Values,
} from './price-values.ts';

/** What a job costs, in dollars, and how that was worked out. */
export interface Bill {
  usd: Range;
  basis: string;
}

export type PaidRule = Exclude<CostRule, { kind: 'free' | 'unknown' }>;

/** The bill by a tariff; null where something that it needs is not known. */
export function billOf(cost: PaidRule, values: Values): Bill | null {
  switch (cost.kind) {
    case 'per-output':
      return perUnit(outputsOf(cost.count, values), cost.usd, values, { unit: '×', per: 'output' });
    case 'per-second':
      return perUnit(secondsOf(cost.duration, values), cost.usd, values, { unit: 's ×', per: 'second' });
    case 'per-megapixel':
      return perUnit(megapixelsOf(cost, values), cost.usd, values, { unit: 'MP ×', per: 'megapixel' });
    case 'gpu-seconds':
      return perUnit(machineSeconds(cost, values), cost.usd, values, {
        unit: 's ×',
        per: `second of ${cost.hardware ?? 'the machine'}`,
      });
    case 'per-1k-characters': {
      const characters = charactersOf(cost.text, values);
      const thousands = characters === null ? null : product(characters, certain(0.001));
      return perUnit(thousands, cost.usd, values, { unit: 'thousand characters ×', per: 'thousand' });
    }
    case 'video-tokens':
      return perUnit(videoTokens(cost, values), cost.usd, values, { unit: 'M tokens ×', per: 'million' });
    case 'first-n-then':
      return firstThen(cost, values);
    case 'tokens':
      return tokenBill(cost, values);
    default:
      return assertNever(cost);
  }
}

function perUnit(
  amount: Range | null,
  usd: Rate,
  values: Values,
  { unit, per }: { unit: string; per: string },
): Bill | null {
  const rate = rateOf(usd, values);
  if (amount === null || rate === null) return null;
  return { usd: product(amount, rate), basis: `${rangeText(amount)} ${unit} $${rangeText(rate)} per ${per}` };
}

function machineSeconds({ typical_seconds }: CostOf<'gpu-seconds'>, { usage }: Values): Range | null {
  if (usage === null) return between(Math.min(...typical_seconds), Math.max(...typical_seconds));
  const seconds = usage.computeSeconds;
  return seconds === null || !Number.isFinite(seconds) || seconds < 0 ? null : certain(seconds);
}

/** Million tokens of a film: width × height × frames / 1024, as the maker of Seedance counts. */
function videoTokens(cost: CostOf<'video-tokens'>, values: Values): Range | null {
  const pixels = pixelsOf(cost.frame, values);
  const seconds = secondsOf(cost.duration, values);
  if (pixels === null || seconds === null) return null;
  return product(pixels, seconds, certain(cost.frames_per_second), certain(1 / 1024), certain(0.000_001));
}

function firstThen(cost: CostOf<'first-n-then'>, values: Values): Bill | null {
  const seconds = secondsOf(cost.duration, values);
  if (seconds === null) return null;
  const usdOf = (length: Exact): Exact =>
    plus(exact(cost.first_usd), times(minus(length, exact(cost.first)), exact(cost.then_usd)));
  return {
    usd: { low: usdOf(seconds.low), high: usdOf(seconds.high) },
    basis: `$${cost.first_usd} for the first ${cost.first} s, then $${cost.then_usd} per second, of ${rangeText(seconds)} s`,
  };
}

/** Tokens that a chat model's own frame of a conversation adds, at most. */
const frameTokens = 256;

/** A token is at least one byte of UTF-8, so a text never has more tokens than bytes. */
function tokenBill(cost: CostOf<'tokens'>, values: Values): Bill | null {
  const read = values.usage === null ? tokensToRead(cost, values) : counted(values.usage.inputTokens);
  const written = values.usage === null ? tokensToWrite(cost, values) : counted(values.usage.outputTokens);
  if (read === null || written === null) return null;
  const usdOf = (bound: 'low' | 'high'): Exact =>
    times(
      plus(times(read[bound], exact(cost.input_usd)), times(written[bound], exact(cost.output_usd))),
      exact(0.000_001),
    );
  const basis = `${rangeText(read)} tokens × $${cost.input_usd} and ${rangeText(written)} × $${cost.output_usd} per million`;
  return { usd: { low: usdOf('low'), high: usdOf('high') }, basis };
}

function tokensToRead({ text }: CostOf<'tokens'>, values: Values): Range | null {
  let most = exact(frameTokens);
  for (const name of text) {
    if (values.parameters[name] === undefined && !values.late.has(name)) continue;
    const bytes = utf8BytesOf(name, values);
    if (bytes === null) return null;
    most = plus(most, bytes);
  }
  return { low: exact(0), high: most };
}

function utf8BytesOf(name: string, values: Values): Exact | null {
  const text = values.parameters[name];
  if (values.late.has(name) || typeof text !== 'string') {
    const characters = charactersOf(name, values);
    return characters === null ? null : times(characters.high, exact(4));
  }
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return exact(bytes);
}

function tokensToWrite({ max_tokens }: CostOf<'tokens'>, values: Values): Range | null {
  const most = numberOf(max_tokens, values);
  return most === null || isLess(most.high, exact(0)) ? null : { low: exact(0), high: most.high };
}

function counted(tokens: number | null): Range | null {
  return tokens === null || !Number.isSafeInteger(tokens) || tokens < 0 ? null : certain(tokens);
}
