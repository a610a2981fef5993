/** Most that the weights of all LoRAs of a picture may come to: beyond, they drown the model under them. */
export const mostTotalWeight = 3;
/** Weight of a LoRA whose maker recommends none. */
const usualWeight = 0.8;

export interface WeightGrounds {
  /** What it starts from: the maker's, or the usual one. */
  base: number;
  /** How well it fits the prompt by meaning and words, 0 to 1. */
  relevance: number;
  /** Of the prompt, 0 to 1. */
  complexity: number;
}

/**
 * How strongly a LoRA is used, in hundredths: up to a quarter less for one that fits badly, and up to 15 % less for a
 * prompt that asks for much, which a style at full strength would paint over.
 */
export function adviseWeight({ base, relevance, complexity }: WeightGrounds): number {
  const weight = base * (0.75 + 0.25 * relevance) * (1 - 0.15 * complexity);
  return Math.max(0.05, Math.round(weight * 100) / 100);
}

export function baseWeight(recommended: number | undefined): number {
  return recommended ?? usualWeight;
}

/**
 * Weights brought down together so that they come to `mostTotalWeight` at most; `from` is their total before, null where
 * nothing was changed. Rounded down to hundredths: rounding to the nearest could pass the limit again.
 */
export function rebalance(weights: readonly number[]): { weights: number[]; from: number | null } {
  const hundredths = weights.map((weight) => Math.round(weight * 100));
  const total = hundredths.reduce((sum, each) => sum + each, 0);
  const most = mostTotalWeight * 100;
  if (total <= most) return { weights: [...weights], from: null };
  return { weights: hundredths.map((each) => Math.floor((each * most) / total) / 100), from: total / 100 };
}
