import { z } from 'zod';
import { assertNever, microUsd, noCost } from '../base/index.ts';
import type { ModelTemplate } from './schema.ts';

/** What a cell may cost: equal bounds when the price is certain. */
export const price = z.object({ lowMicroUsd: microUsd, highMicroUsd: microUsd, basis: z.string() });
export type Price = z.output<typeof price>;

/** Price of one inference with a template, rounded up to a micro-dollar. */
export function estimatePrice(template: ModelTemplate): Price {
  switch (template.cost.kind) {
    case 'free':
      return { lowMicroUsd: noCost, highMicroUsd: noCost, basis: 'free' };
    case 'per-output': {
      const amount = microUsd.parse(Math.ceil(template.cost.usd * 1_000_000));
      return { lowMicroUsd: amount, highMicroUsd: amount, basis: 'per output' };
    }
    default:
      return assertNever(template.cost);
  }
}
