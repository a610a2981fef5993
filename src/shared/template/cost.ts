import { z } from 'zod';

/** A price above a thousand dollars for one unit is a slip of the pen; one of nothing is written `free`. */
const usd = z.number().gt(0).max(1000);
const parameterName = z.string().min(1).max(100);

/** One rate, or a rate per value of another parameter such as `resolution`. */
const rate = z.union([usd, z.strictObject({ parameter: parameterName, rates: z.record(z.string(), usd) })]);
export type Rate = z.output<typeof rate>;

/** Where a price comes from: the provider's own page, a third party, worked out from another tariff, or the user. */
const origin = {
  currency: z.literal('USD').default('USD'),
  as_of: z.iso.date().optional(),
  source: z.string().max(500).optional(),
  confidence: z.enum(['documented', 'third-party', 'derived', 'typed-in']).optional(),
};

/**
 * The parameter that says how many outputs one call makes. `up-to`: it is a maximum and the model may make fewer.
 * `when`: the parameter only counts while another one has this value; else there is one output.
 */
const outputCount = z.strictObject({
  parameter: parameterName,
  meaning: z.enum(['exact', 'up-to']).default('exact'),
  /** Another parameter that says how many outputs at most each of them makes. */
  times: parameterName.optional(),
  when: z.strictObject({ parameter: parameterName, equals: z.union([z.string(), z.number(), z.boolean()]) }).optional(),
});
export type OutputCount = z.output<typeof outputCount>;

const side = z.int().min(1).max(100_000);
/** Width and height in pixels. */
const pixels = z.tuple([side, side]);

/** Sizes by the name a parameter has for them; an object `{ width, height }` as its value speaks for itself. */
const namedSize = z.strictObject({ parameter: parameterName, sizes: z.record(z.string(), pixels) });

/** How large the picture will be. */
const pictureSize = z.union([
  z.strictObject({ width: parameterName, height: parameterName }),
  namedSize,
  z.strictObject({
    /** The picture that is enlarged, by the parameter `factor` on each side. */
    input: parameterName,
    factor: parameterName,
    /** Million pixels of usual input pictures, smallest and largest: their real size is not known beforehand. */
    typical_megapixels: z.tuple([z.number().gt(0).max(1000), z.number().gt(0).max(1000)]),
  }),
]);
export type PictureSize = z.output<typeof pictureSize>;

/** How a provider charges, in US dollars as it prints them. */
export const costRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('unknown'), ...origin }),
  z.strictObject({ kind: z.literal('per-output'), usd: rate, count: outputCount.optional(), ...origin }),
  z.strictObject({
    kind: z.literal('per-second'),
    /** The parameter with the length in seconds, a number or a text such as "5". */
    duration: parameterName,
    usd: rate,
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('first-n-then'),
    /** The parameter with the length in seconds. */
    duration: parameterName,
    /** Seconds that `first_usd` pays for as a whole; each one beyond costs `then_usd`. */
    first: z.number().gt(0).max(100_000),
    first_usd: usd,
    then_usd: usd,
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('per-megapixel'),
    usd: rate,
    size: pictureSize,
    count: outputCount.optional(),
    /** `ceil`: each picture counts as the next whole megapixel. */
    rounding: z.enum(['ceil', 'none']).default('none'),
    /** Megapixels that each picture counts as at least. */
    minimum: z.number().min(0).max(1000).default(0),
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('per-1k-characters'),
    /** The parameter with the text that is charged. */
    text: parameterName,
    usd: rate,
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('tokens'),
    /** Parameters whose text is read by the model. */
    text: z.array(parameterName).min(1).max(10),
    /** The parameter with the most tokens that are written. */
    max_tokens: parameterName,
    /** Per million tokens. */
    input_usd: usd,
    output_usd: usd,
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('video-tokens'),
    /** Per million tokens, of which there are width × height × frames / 1024. */
    usd: rate,
    duration: parameterName,
    frame: namedSize,
    frames_per_second: z.number().gt(0).max(240),
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('gpu-seconds'),
    /** Per second on the provider's machine. */
    usd: rate,
    /** Seconds that a call usually takes, shortest and longest: an expectation, not a bound. */
    typical_seconds: z.tuple([z.number().gt(0).max(86_400), z.number().gt(0).max(86_400)]),
    /** The machine, as the provider calls it. */
    hardware: z.string().max(100).optional(),
    ...origin,
  }),
]);
export type CostRule = z.output<typeof costRule>;
export type CostOf<K extends CostRule['kind']> = Extract<CostRule, { kind: K }>;

/** Every parameter that a tariff reads, with the path where it is named. */
export function parametersOfCost(cost: CostRule): { name: string; path: (string | number)[] }[] {
  const found: { name: string; path: (string | number)[] }[] = [];
  const note = (name: string, ...path: (string | number)[]): void => void found.push({ name, path });
  if ('usd' in cost && typeof cost.usd === 'object') note(cost.usd.parameter, 'usd', 'parameter');
  if ('duration' in cost) note(cost.duration, 'duration');
  if ('count' in cost && cost.count !== undefined) {
    note(cost.count.parameter, 'count', 'parameter');
    if (cost.count.times !== undefined) note(cost.count.times, 'count', 'times');
    if (cost.count.when !== undefined) note(cost.count.when.parameter, 'count', 'when', 'parameter');
  }
  if ('frame' in cost) note(cost.frame.parameter, 'frame', 'parameter');
  if (cost.kind === 'per-megapixel') {
    for (const [key, name] of Object.entries(cost.size)) if (typeof name === 'string') note(name, 'size', key);
  }
  if (cost.kind === 'per-1k-characters') note(cost.text, 'text');
  if (cost.kind === 'tokens') {
    cost.text.forEach((name, index) => note(name, 'text', index));
    note(cost.max_tokens, 'max_tokens');
  }
  return found;
}
