import { z } from 'zod';
import { failureData } from '../base/index.ts';
import { precisions } from './settings.ts';

/** Weights that Telar can write of a model. */
export const variantPrecisions = ['fp16', 'int8'] as const;
export const variantPrecision = z.enum(variantPrecisions);
export type VariantPrecision = z.output<typeof variantPrecision>;

const bytes = z.int().nonnegative();

/** A part of a model, and the weights that its folder holds of it. */
export const componentVariants = z.object({
  name: z.string(),
  /** `fp32` is the model's own file, whatever it holds. */
  present: z.array(z.object({ precision: z.enum(precisions), bytes })),
  /** Size that a variant will have, roughly: small tensors and the graph stay as they are. */
  expected: z.object({ fp16: bytes, int8: bytes }),
});
export type ComponentVariants = z.output<typeof componentVariants>;

/** The weights of a model of this machine, and whether smaller ones can be written beside them. */
export const modelVariants = z.object({
  folder: z.string(),
  /** It came with Telar, whose own files stay as they are. */
  isShipped: z.boolean(),
  components: z.array(componentVariants),
  /** What is wrong with files that are not among the components. */
  problems: z.array(failureData),
});
export type ModelVariants = z.output<typeof modelVariants>;

/** What became of each component. */
export const modelConversion = z.object({
  written: z.array(z.object({ component: z.string(), files: z.array(z.string()), bytes, sourceBytes: bytes })),
  /** Components without a new file, and why. */
  leftOut: z.array(z.object({ component: z.string(), failure: failureData })),
});
export type ModelConversion = z.output<typeof modelConversion>;
