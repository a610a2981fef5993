import { z } from 'zod';

/** What matters most where one has to give way to another. */
export const priorities = ['quality', 'balanced', 'speed'] as const;
export const priority = z.enum(priorities);
export type Priority = z.output<typeof priority>;

/** Limits that advice keeps, or says which of them cannot be kept. */
export const constraints = z.strictObject({
  /** For one picture, from the order to the file. */
  maxTimeSeconds: z.number().positive().max(86_400).optional(),
  /** GiB of the graphics card; of the engine's process where a model runs on the processor. */
  maxVramGb: z.number().positive().max(1024).optional(),
  priority: priority.default('balanced'),
});
export type Constraints = z.output<typeof constraints>;

/** Parameters that are advised, by the names they have here; a model may call them otherwise. */
export const advisedNames = [
  'steps',
  'guidanceScale',
  'width',
  'height',
  'aspectRatio',
  'scheduler',
  'seed',
  'negativePrompt',
] as const;
export const advisedName = z.enum(advisedNames);
export type AdvisedName = z.output<typeof advisedName>;

/** Settings for one picture. Null = the model has no such parameter; a seed of null is drawn when it runs. */
export const advisedParameters = z.strictObject({
  steps: z.int().positive().nullable(),
  guidanceScale: z.number().nonnegative().nullable(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** One of the template's own names, of models that know no width and height, or go by them only when told to. */
  aspectRatio: z.string().nullable().default(null),
  /** One of the template's own names. */
  scheduler: z.string().nullable(),
  seed: z.int().nonnegative().nullable(),
  negativePrompt: z.string(),
});
export type AdvisedParameters = z.output<typeof advisedParameters>;

const value = z.union([z.number(), z.string(), z.null()]);

/** Kind of rule that a value comes from. */
export const parameterRules = [
  /** What is known of this model, or of its kind. */
  'model-rule',
  'complexity',
  'style',
  'content-type',
  'priority',
  /** The user gave it. */
  'given',
  /** The model's own value. */
  'model-default',
  /** Moved to the nearest value that the model takes. */
  'model-range',
  'time-limit',
  'memory-limit',
  /** Left open: drawn when it runs. */
  'drawn',
  /** Written for what the prompt asks for. */
  'generated',
  /** The model has no such parameter. */
  'not-taken',
] as const;
export const parameterRule = z.enum(parameterRules);
export type ParameterRule = z.output<typeof parameterRule>;

/** Why a parameter has its value. */
export const parameterChoice = z.strictObject({
  parameter: advisedName,
  value,
  /** What the model would take without advice. */
  fallbackDefault: value,
  /** Values that the deciding rule holds for good; null where it names one alone. */
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** The rule that had the last word. */
  rule: parameterRule,
  /** What the rule went by, such as the style or the id of the model's rule. */
  because: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Every rule that had a say, in order, and the value after it. */
  path: z.array(z.strictObject({ rule: parameterRule, value })),
  /** Other values that would do, and what speaks for them. */
  alternatives: z.array(z.strictObject({ value, effect: z.enum(['faster', 'finer', 'freer', 'stricter', 'smaller']) })),
});
export type ParameterChoice = z.output<typeof parameterChoice>;

/** What a run will take, by this machine's own runs. */
export const runEstimate = z.strictObject({
  /** Null for a model that runs elsewhere. */
  seconds: z
    .strictObject({
      value: z.number().nonnegative(),
      /** Median error over the runs it is fitted to, each foretold without itself; null before there are enough of them. */
      errorPercent: z.number().nonnegative().nullable(),
      fromRuns: z.int().nonnegative(),
      /** Whether loading the model is in it. */
      isCold: z.boolean(),
    })
    .nullable(),
  memoryBytes: z
    .strictObject({
      value: z.int().nonnegative(),
      kind: z.enum(['ram', 'vram']),
      basis: z.enum(['rule', 'measured']),
    })
    .nullable(),
});
export type RunEstimate = z.output<typeof runEstimate>;

/** A limit that no advice keeps, and the nearest that can be had. */
export const constraintConflict = z.strictObject({
  constraint: z.enum(['maxTimeSeconds', 'maxVramGb']),
  wanted: z.number().positive(),
  /** In the unit of the limit: what the advised parameters, the most sparing ones, come to; null where nobody knows. */
  nearest: z.number().positive().nullable(),
  why: z.enum(['fewest-steps-take-longer', 'model-needs-more', 'no-estimate']),
});
export type ConstraintConflict = z.output<typeof constraintConflict>;

/** A word that a textual inversion file teaches the text encoder. */
export const embeddingCandidate = z.strictObject({
  name: z.string().min(1),
  file: z.string(),
  /** What stands for it in a prompt. */
  token: z.string().min(1),
  baseModel: z.string(),
  tags: z.array(z.string()),
  /** Learned from what a picture should not have: it belongs in the negative prompt. */
  isNegative: z.boolean(),
});
export type EmbeddingCandidate = z.output<typeof embeddingCandidate>;

/** Which embeddings help; `installed` of 0 says that there is none here. */
export const embeddingAdvice = z.strictObject({
  installed: z.int().nonnegative(),
  advised: z.array(
    z.strictObject({ name: z.string(), token: z.string(), place: z.enum(['prompt', 'negative']), matched: z.string() }),
  ),
  rejected: z.array(z.strictObject({ name: z.string(), why: z.enum(['incompatible-base', 'no-match', 'cannot-use']) })),
});
export type EmbeddingAdvice = z.output<typeof embeddingAdvice>;

/** The parameters for a prompt on a model, each with its reason. */
export const parameterAdvice = z.strictObject({
  model: z.string(),
  params: advisedParameters,
  choices: z.array(parameterChoice),
  estimate: runEstimate,
  conflicts: z.array(constraintConflict),
  embeddings: embeddingAdvice,
});
export type ParameterAdvice = z.output<typeof parameterAdvice>;

/** Why a model was not taken. */
export const modelRejection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-asked-for') }),
  z.strictObject({ kind: z.literal('too-slow'), seconds: z.number(), limit: z.number() }),
  z.strictObject({ kind: z.literal('too-big'), gigabytes: z.number(), limit: z.number() }),
  z.strictObject({ kind: z.literal('other-style'), score: z.number(), best: z.number() }),
  z.strictObject({ kind: z.literal('not-for-text') }),
  /** Small, and only there so that there is always one. */
  z.strictObject({ kind: z.literal('last-resort') }),
]);
export type ModelRejection = z.output<typeof modelRejection>;

/** The model that makes the picture, and those that do not. */
export const baseModelChoice = z.strictObject({
  id: z.string(),
  why: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('asked-for') }),
    z.strictObject({ kind: z.literal('only-one') }),
    /** By what its name, description and tags say of the style and the content. */
    z.strictObject({ kind: z.literal('best-match'), score: z.number(), matched: z.array(z.string()) }),
    /** None fits better: the one that goes with the priority. */
    z.strictObject({ kind: z.literal('priority'), priority }),
    /** None keeps the limits: the nearest. */
    z.strictObject({ kind: z.literal('nearest-to-limits') }),
  ]),
  rejected: z.array(z.strictObject({ id: z.string(), why: modelRejection })),
});
export type BaseModelChoice = z.output<typeof baseModelChoice>;
