import { microUsd, toUsd, type MicroUsd } from '../../../shared/base/index.ts';

/** What a text field for dollars holds: an amount, nothing, or something that is no amount. */
export type UsdInput = { kind: 'amount'; amount: MicroUsd } | { kind: 'none' } | { kind: 'invalid' };

/** The most that can be meant; more is a slip of the finger. */
const mostUsd = 1_000_000;

/** Reads dollars as people write them: "5", "0.50", "1,25", "$ 3". Empty means no limit. */
export function readUsd(text: string): UsdInput {
  const plain = text.replaceAll(/[\s$]/g, '').replace(',', '.');
  if (plain === '') return { kind: 'none' };
  if (!/^\d{1,9}(\.\d{0,6})?$/.test(plain)) return { kind: 'invalid' };
  const usd = Number(plain);
  return usd > mostUsd ? { kind: 'invalid' } : { kind: 'amount', amount: microUsd.parse(Math.round(usd * 1_000_000)) };
}

/** An amount as the field shows it, empty for none. */
export function usdText(amount: MicroUsd | null): string {
  return amount === null ? '' : String(toUsd(amount));
}
