import { z } from 'zod';
import { failureData } from '../base/index.ts';

const bytes = z.int().nonnegative();
const value = z.strictObject({
  name: z.string(),
  type: z.string(),
  /** A number, the name of an open size, or null where the file says nothing. */
  dims: z.array(z.union([z.number(), z.string(), z.null()])),
});

/** A file of weights that passed every check. */
export const modelFileFacts = z.strictObject({
  /** Path within the model's folder. */
  name: z.string(),
  /** Folder of the component, empty for a file beside them. */
  component: z.string(),
  /** What stands after the last underscore of its name, such as `fp16`; empty for the model itself. */
  variant: z.string(),
  format: z.enum(['onnx', 'safetensors']),
  /** With its files of external data. */
  bytes,
  /** Stored numbers, whatever their type. */
  parameters: bytes,
  /** Largest share first. */
  dtypes: z.array(z.strictObject({ name: z.string(), parameters: bytes, bytes })),
  nodes: bytes,
  opsets: z.array(z.strictObject({ domain: z.string(), version: z.int() })),
  producer: z.string(),
  inputs: z.array(value),
  outputs: z.array(value),
  externalFiles: z.array(z.strictObject({ name: z.string(), bytes })),
});
export type ModelFileFacts = z.output<typeof modelFileFacts>;

/** What a model folder holds. */
export const modelFacts = z.strictObject({
  folder: z.string(),
  title: z.string(),
  /** All files together. */
  bytes,
  files: z.array(modelFileFacts),
  otherFiles: z.array(z.strictObject({ name: z.string(), bytes })),
  /** Files of a format that can run programs. */
  neverOpened: z.array(z.string()),
  /** What is wrong with the files of weights that are not among `files`. */
  problems: z.array(failureData),
});
export type ModelFacts = z.output<typeof modelFacts>;
