import { z } from 'zod';

const usd = z.number().min(0).max(1000);

/** Where a price comes from: the provider's own page, a third party, or worked out from another tariff. */
const origin = {
  currency: z.literal('USD').default('USD'),
  as_of: z.iso.date().optional(),
  source: z.string().max(500).optional(),
  confidence: z.enum(['documented', 'third-party', 'derived']).optional(),
};

/**
 * The parameter that says how many outputs one call makes. `up-to`: it is a maximum and the model may make fewer.
 * `when`: the parameter only counts while another one has this value; else there is one output.
 */
const outputCount = z.strictObject({
  parameter: z.string(),
  meaning: z.enum(['exact', 'up-to']).default('exact'),
  when: z.strictObject({ parameter: z.string(), equals: z.union([z.string(), z.number(), z.boolean()]) }).optional(),
});

/** How a provider charges, in US dollars as it prints them. */
export const costRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('unknown'), ...origin }),
  z.strictObject({ kind: z.literal('per-output'), usd, count: outputCount.optional(), ...origin }),
  z.strictObject({
    kind: z.literal('per-second'),
    /** The parameter with the length in seconds, a number or a text such as "5". */
    duration: z.string(),
    /** One rate, or a rate per value of another parameter such as `resolution`. */
    usd: z.union([usd, z.strictObject({ parameter: z.string(), rates: z.record(z.string(), usd) })]),
    ...origin,
  }),
]);
export type CostRule = z.output<typeof costRule>;
