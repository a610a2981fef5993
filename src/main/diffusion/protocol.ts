import type {
  EngineSettings,
  EngineStatus,
  ExecutionProvider,
  OffloadStrategy,
  PreviewMode,
  ProbedProvider,
} from '../../shared/local-engine/index.ts';
import type { ModelFamily, ModelKind } from './folder/model-kind.ts';
import type { SchedulerName } from './schedulers/index.ts';

/** Pixels without padding: 3 bytes (red, green, blue) each, row by row from the top left. */
export interface RgbPixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** What sets one picture of a batch apart from the others. */
export interface PictureOrder {
  prompt: string;
  negativePrompt: string;
  /** Whole number from 0 to 2^32 - 1. */
  seed: number;
}

/** Where a picture is painted anew: one byte a pixel, 255 = repaint, 0 = keep, between = mix. */
export interface RepaintMask {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface LoraOrder {
  /** Absolute path of a safetensors file. */
  file: string;
  /** Name that people know it by. */
  id: string;
  weight: number;
}

/** Everything that pictures of equal settings are made of. */
export interface GenerateRequest {
  kind: 'generate';
  /** Absolute path of a model folder in the diffusers → ONNX layout. */
  modelFolder: string;
  pictures: PictureOrder[];
  steps: number;
  /** Classifier-free guidance is off at 1 and below. */
  guidanceScale: number;
  /** Share by which guided noise is brought back to the contrast of the unguided one (0 = off). */
  guidanceRescale: number;
  scheduler: SchedulerName;
  /** Size of the pictures in pixels. */
  width: number;
  height: number;
  /** Start of an image-to-image job, already of the size above, and how much of it is replaced (0 to 1). */
  start: { image: RgbPixels; strength: number } | null;
  /** Part of the start to repaint, of the size above. */
  mask: RepaintMask | null;
  /** Pixels over which repainted and kept parts melt into each other, outwards from the mask. */
  maskFeather: number;
  loras: LoraOrder[];
  /** Absolute path of the folder that weights with LoRAs merged in are kept in; not needed without LoRAs. */
  mergedFolder?: string;
  /** The highest strategy that the model may use, since it took too much memory before; null = as the settings say. */
  strategy?: OffloadStrategy | null;
  /** Last layers of the text encoder that are left out. */
  clipSkip: number;
  preview: PreviewMode;
  /** Steps from one preview to the next; null leaves it to the mode. */
  previewEvery: number | null;
}

/** How the process may use this machine: the first request to a new process, and again after every change. */
export interface ConfigureRequest {
  kind: 'configure';
  settings: EngineSettings;
  budget: { ram: number; vram: number };
  /** Absolute path of the file of learned readings; null = kept for as long as the process lives. */
  memoryFile: string | null;
  /** Providers that ended an earlier process while they were tried: they are not tried again. */
  crashedProviders: ExecutionProvider[];
}

/** Vectors of texts, by a sentence model of this machine. The answer is a list of them, in the order of the texts. */
export interface EmbedRequest {
  kind: 'embed';
  /** Absolute path of the folder with `model.onnx` and `tokenizer.json`. */
  modelFolder: string;
  texts: readonly string[];
}

export type DiffusionRequest =
  | GenerateRequest
  | EmbedRequest
  | ConfigureRequest
  | { kind: 'describe' }
  | { kind: 'inspect'; modelFolder: string }
  /** Lets go of a model, once it is not at work. */
  | { kind: 'evict'; modelFolder: string };

export type DiffusionEvent =
  /** Sent before an execution provider is tried: if the process ends now, that was it. */
  | { kind: 'probing'; provider: ExecutionProvider }
  /** So many of the weights that LoRAs change are merged. */
  | { kind: 'merging'; layer: number; layers: number }
  /** Sent before a component is loaded, with the bytes of its files. */
  | { kind: 'loading'; component: string; bytes: number }
  /** Sent once it is in memory, so that the deadline counts steps and not loading. */
  | { kind: 'loaded' }
  /** Sent whenever what the process holds has changed: its thread cannot be asked while it works. */
  | { kind: 'state'; state: EngineState }
  /** Counted over all batches of the request. */
  | { kind: 'progress'; step: number; steps: number }
  /** The first of the pictures that are being made, unfinished. */
  | { kind: 'preview'; image: RgbPixels };

export interface GenerateResult {
  /** In the order of the pictures asked for. */
  images: RgbPixels[];
  timings: { loadMs: number; encodeMs: number; stepsMs: number; decodeMs: number; sessionMs: number };
  /** What was done otherwise than asked, as plain sentences. */
  notes: string[];
}

export interface RuntimeDescription {
  onnxruntime: string;
  executionProviders: string[];
}

/** What the process itself knows of an EngineStatus. */
export interface EngineState extends Pick<
  EngineStatus,
  'onnxruntime' | 'executionProvider' | 'bookedBytes' | 'models' | 'stepDowns'
> {
  executionProviders: ProbedProvider[];
  counts: Omit<EngineStatus['counts'], 'restarts'>;
}

/** What a model folder holds, and the settings that the model was made for. */
export interface ModelDescription {
  family: ModelFamily;
  kind: ModelKind;
  /** Native size in pixels. */
  width: number;
  height: number;
  /** Sizes in pixels are multiples of this; null for a model that takes its native size alone. */
  sizeStep: number | null;
  /** Whether it can do nothing else than repaint the masked part of a picture. */
  isInpainting: boolean;
  steps: number;
  guidanceScale: number;
  scheduler: SchedulerName;
}
