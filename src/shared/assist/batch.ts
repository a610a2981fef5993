import { z } from 'zod';
import { loraChoice } from './pipeline-config.ts';

/** What the pictures of a batch differ in. `mixed` crosses any number of axes. */
export const batchStrategy = z.enum(['seed', 'param', 'lora', 'mixed']);
export type BatchStrategy = z.output<typeof batchStrategy>;

/** Most pictures of one batch. */
export const maxBatch = 256;

/** Parameters with numbers that an axis can walk along. */
export const variedNumber = z.enum(['steps', 'guidanceScale', 'width', 'height']);

/** One direction in which the pictures of a batch differ. */
export const batchAxis = z.discriminatedUnion('kind', [
  /** `base_seed + i` for so many i. */
  z.strictObject({ kind: z.literal('seed'), count: z.int().min(1).max(maxBatch) }),
  z.strictObject({ kind: z.literal('values'), parameter: variedNumber, values: z.array(z.number()).min(1).max(64) }),
  /** From one number to another in so many equal steps, both ends included. */
  z.strictObject({
    kind: z.literal('range'),
    parameter: variedNumber,
    from: z.number(),
    to: z.number(),
    count: z.int().min(1).max(64),
  }),
  z.strictObject({ kind: z.literal('scheduler'), values: z.array(z.string().min(1).max(64)).min(1).max(32) }),
  /** Each value is a whole set of LoRAs; an empty one is none. */
  z.strictObject({ kind: z.literal('lora'), values: z.array(z.array(loraChoice).max(16)).min(1).max(64) }),
]);
export type BatchAxis = z.output<typeof batchAxis>;

/** Several pictures of one prompt. */
export const batchConfig = z.strictObject({
  strategy: batchStrategy.default('seed'),
  /** How many pictures, where the axes do not say it. */
  count: z.int().min(1).max(maxBatch).default(4),
  /** Picture i of a seed variation has this plus i; null draws one that all of the batch start from. */
  baseSeed: z.int().min(0).max(0xffff_ffff).nullable().default(null),
  /** Empty: the strategy's own axes, by what the advice holds for good. */
  axes: z.array(batchAxis).max(8).default([]),
  /** False: one picture after the other, also where memory allows for more. */
  parallel: z.boolean().default(true),
});
export type BatchConfig = z.output<typeof batchConfig>;
export type BatchConfigInput = z.input<typeof batchConfig>;

/** Where a picture stands on an axis of its batch. */
export const batchAxisValue = z.object({
  axis: z.enum(['seed', 'lora', 'scheduler', ...variedNumber.options]),
  value: z.union([z.number(), z.string(), z.array(loraChoice)]),
});
export type BatchAxisValue = z.output<typeof batchAxisValue>;
