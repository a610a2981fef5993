// The types of the library stand alone, so that a program that imports them needs no package of ours.
import type { CallOptions, Failure, LayerEngineOptions } from './engine-interface.ts';

export type OperationMode = 'auto' | 'assisted' | 'manual';
export type Priority = 'quality' | 'balanced' | 'speed';
export type ExplanationLevel = 'MINIMAL' | 'STANDARD' | 'DETAILED' | 'TECHNICAL';
export type ExplanationLanguage = 'en' | 'es';

export interface GenerationConstraints {
  /** For one picture: advice keeps to it, and a picture that takes longer is stopped. */
  maxTimeSeconds?: number;
  /** GiB of the graphics card; of the engine's process where a model runs on the processor. Advice keeps to it. */
  maxVramGb?: number;
  /** Default: `balanced`. */
  priority?: Priority;
}

export interface LoraPreferences {
  /** Default: 3. */
  maxLoras?: number;
  /** Least score of a LoRA that is advised, 0 to 1. Default: 0.3. */
  minConfidence?: number;
  /** Whether styles that exclude each other may be advised together. Default: false. */
  allowStyleMixing?: boolean;
  blockedTags?: string[];
  /** They sum to 1. Default: 0.4, 0.3, 0.2 and 0.1. */
  weights?: { semantic: number; keyword: number; popularity: number; history: number };
}

/** How the engine may use this machine; what is not named is as the user has set it. Bytes are whole numbers. */
export interface MemorySettings {
  executionProvider?: 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'directml' | 'coreml';
  /** What of a model stays in memory between its uses: all, the largest part, nothing. */
  strategy?: 'none' | 'balanced' | 'aggressive';
  precision?: 'auto' | 'fp32' | 'fp16' | 'int8';
  /** Null is decided from what the machine has. */
  ramBudgetBytes?: number | null;
  vramBudgetBytes?: number | null;
  /** Models kept in memory at once, 1 to 16. */
  maxModels?: number;
  /** Share of the budget from which idle models are let go of, 0.5 to 1. */
  cleanupThreshold?: number;
}

/** How prompts become pictures. */
export interface PipelineConfig {
  /** Id of a model; null leaves the choice among the installed ones to the advice. Default: null. */
  baseModel?: string | null;
  /** Default: `auto`. */
  mode?: OperationMode;
  constraints?: GenerationConstraints;
  loraPreferences?: LoraPreferences;
  memorySettings?: MemorySettings;
  /** The language model that reads prompts; null goes by rules. Default: null. */
  ollama?: { model: string; timeoutMs?: number } | null;
  /** Whether ratings move advice. Default: true. */
  enableLearning?: boolean;
}

export interface PipelineOptions extends Pick<
  LayerEngineOptions,
  'budgetUsd' | 'confirm' | 'home' | 'onEvent' | 'providers' | 'templates'
> {
  /** Asked in assisted mode before `generate` and `generateBatch` follow an advice; without it they are refused there. */
  confirmAdvice?: (advice: Recommendation) => boolean | Promise<boolean>;
}

/** A LoRA by its name on this machine, and how strongly it is used. */
export interface LoraChoice {
  id: string;
  weight: number;
}

/** Settings of one picture; null = the model has no such parameter, or a seed that is drawn. */
export interface AdvisedParameters {
  steps: number | null;
  guidanceScale: number | null;
  width: number | null;
  height: number | null;
  aspectRatio: string | null;
  scheduler: string | null;
  seed: number | null;
  negativePrompt: string;
}

export interface AdvisedLora {
  id: string;
  name: string;
  weight: number;
  score: number;
  /** They add up to the score. */
  scores: { semantic: number; keyword: number; popularity: number; history: number };
  reasons: { kind: string }[];
  triggerWords: string[];
}

/** What is advised for a prompt. The LoRAs and `params.params` may be changed before it is followed. */
export interface Recommendation {
  id: string;
  prompt: string;
  analysis: { by: 'rules' | 'ollama'; fallback: Failure | null };
  loras: {
    loras: AdvisedLora[];
    rejected: (AdvisedLora & { why: { kind: string } })[];
    /** With the words that call the LoRAs. */
    prompt: string;
  };
  params: {
    model: string;
    params: AdvisedParameters;
    estimate: { seconds: { value: number } | null; memoryBytes: { value: number; kind: 'ram' | 'vram' } | null };
    /** Limits that no advice keeps, and the nearest that can be had. */
    conflicts: { constraint: 'maxTimeSeconds' | 'maxVramGb'; wanted: number; nearest: number | null; why: string }[];
  };
  explanation: object;
  baseModel: { id: string; why: { kind: string }; rejected: { id: string; why: { kind: string } }[] };
}

export interface ExplanationSection {
  id: string;
  title: string;
  sentences: string[];
}

/** What one call may say beside its prompt. What is chosen here goes before the advice. */
export interface GenerateOptions extends CallOptions {
  /** Null, or left out, is the advised one; an empty one is none. */
  negativePrompt?: string | null;
  seed?: number | null;
  steps?: number;
  guidanceScale?: number;
  width?: number;
  height?: number;
  /** One of the model's own names for a shape, such as `3:2`. */
  aspectRatio?: string;
  scheduler?: string;
  /** All LoRAs that are wanted; an empty list is none. */
  loras?: LoraChoice[];
  /** Hears the generation's id as soon as its document is written: `resume` goes on with it. */
  onStart?: (generationId: string) => void;
  /** Hears of each picture at the end, also when others failed or the call was cancelled. */
  onResult?: (result: GenerationResult) => void;
}

type VariedNumber = 'steps' | 'guidanceScale' | 'width' | 'height';

/** One direction in which the pictures of a batch differ. */
export type BatchAxis =
  | { kind: 'seed'; count: number }
  | { kind: 'values'; parameter: VariedNumber; values: number[] }
  | { kind: 'range'; parameter: VariedNumber; from: number; to: number; count: number }
  | { kind: 'scheduler'; values: string[] }
  | { kind: 'lora'; values: LoraChoice[][] };

export interface BatchConfig {
  /** Default: `seed`. */
  strategy?: 'seed' | 'param' | 'lora' | 'mixed';
  /** How many pictures, where the axes do not say it. Default: 4. */
  count?: number;
  /** Picture i of a seed variation has this plus i. Default: drawn. */
  baseSeed?: number | null;
  /** Default: the strategy's own, by what the advice holds for good. */
  axes?: BatchAxis[];
  /** False: one picture after the other, also where memory allows for more. Default: true. */
  parallel?: boolean;
}

export interface GenerationMetadata {
  prompt: string;
  negativePrompt: string;
  /** As text: some exceed 2^53. */
  seed: string | null;
  steps: number | null;
  cfgScale: number | null;
  width: number | null;
  height: number | null;
  sampler: string | null;
  lorasUsed: { id: string; name: string; weight: number }[];
  generationTimeSeconds: number | null;
  peakMemory: { bytes: number; kind: 'ram' | 'vram' } | null;
  baseModelId: string;
  pipelineType: 'intelligent' | 'manual';
}

export interface GenerationResult {
  /** Of the picture: what feedback names. */
  id: string;
  /** Of the generation that it belongs to: what `resume` and `contactSheet` name. */
  generationId: string;
  /** Absolute path of the picture's file. */
  path: string;
  metadata: GenerationMetadata;
  /** As data; null in manual mode. */
  explanation: object | null;
  /** In sentences; none in manual mode. Default: STANDARD, English. */
  explain(level?: ExplanationLevel, language?: ExplanationLanguage): ExplanationSection[];
  read(): Promise<Uint8Array>;
  /** Writes the picture with its metadata; answers the file's absolute path. Throws UsageError for one that is there. */
  save(
    file: string,
    options?: { disclosure?: 'explained' | 'full' | 'share-safe'; scale?: 1 | 2 | 4 | 8 },
  ): Promise<string>;
}

/** A generation, also of an earlier program. */
export interface GenerationSummary {
  id: string;
  /** Its document, to be run or opened as a matrix. */
  file: string;
  /** ISO 8601. */
  createdAt: string;
  prompt: string;
  mode: OperationMode;
  pictures: {
    state: string;
    /** Null until there is a picture. */
    id: string | null;
    /** 1 to 5; 0 = not rated. */
    rating: number;
    failure: Failure | null;
  }[];
}

/** What is said of a picture. Ratings are 1 to 5. */
export interface Feedback {
  /** `id` of a result. */
  generationId: string;
  rating?: number;
  quality?: number;
  accuracy?: number;
  aesthetic?: number;
  comments?: string;
  tags?: string[];
  actions?: ('saved' | 'shared' | 'regenerated' | 'discarded')[];
}

/** From prompts to pictures by advice. Calls may overlap. */
export interface Pipeline {
  /** Makes a picture. Rejects with UsageError `empty-prompt` and what keeps the picture from being made. */
  generate(prompt: string, options?: GenerateOptions): Promise<GenerationResult>;
  /** Advises and makes nothing. */
  analyzeAndRecommend(
    prompt: string,
    options?: Pick<GenerateOptions, 'negativePrompt' | 'seed'>,
  ): Promise<Recommendation>;
  /** Makes a picture by advice that the program may have changed. */
  generateFromRecommendations(
    prompt: string,
    recommendation: Recommendation,
    options?: GenerateOptions,
  ): Promise<GenerationResult>;
  /** Makes several pictures. Rejects with the first failure when one was not made; `onResult` hears of the others. */
  generateBatch(prompt: string, batch: BatchConfig, options?: GenerateOptions): Promise<GenerationResult[]>;
  /** Goes on with a generation that was cancelled, failed or interrupted: what is there is not made again. */
  resume(
    generationId: string,
    options?: Pick<GenerateOptions, 'signal' | 'onStart' | 'onResult'>,
  ): Promise<GenerationResult[]>;
  /** The newest generations, at most `limit` (20). */
  recent(limit?: number): Promise<GenerationSummary[]>;
  /**
   * Writes all pictures of a generation on one sheet, labelled with what they differ in, as PNG, JPEG or WebP by the name;
   * a file that is there is replaced. Answers its absolute path.
   */
  contactSheet(
    generationId: string,
    file: string,
    options?: { language?: ExplanationLanguage; disclosure?: 'full' | 'share-safe' },
  ): Promise<string>;
  /** An advice in sentences. Default: STANDARD, English. */
  explain(advice: Recommendation, level?: ExplanationLevel, language?: ExplanationLanguage): ExplanationSection[];
  /** Keeps what is said of a picture: as its rating in the gallery, and for later advice. */
  provideFeedback(feedback: Feedback): Promise<void>;
  /** Ends what goes on; `resume` goes on with it. */
  close(): Promise<void>;
}
