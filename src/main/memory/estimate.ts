import type { ExecutionProvider, Precision } from '../../shared/local-engine/index.ts';
import type { MemoryUse } from './memory-use.ts';

/** Sizes of the files of one component. */
export interface ComponentFiles {
  name: string;
  precision: Precision;
  /** Bytes of the graph's file, weights inside it included. */
  graphBytes: number;
  /** Bytes of weights beside the graph. */
  externalBytes: number;
}

/**
 * Bytes of a session on the processor for each byte of its file, measured with onnxruntime 1.30: weights inside the
 * graph are copied once when they are packed for the processor; fp16 is widened to fp32 and then packed; weights beside
 * the graph are mapped. int8 weights are widened one at a time, while they are used.
 */
const growth: Record<Precision, { inside: number; beside: number }> = {
  fp32: { inside: 2, beside: 1.2 },
  fp16: { inside: 3.6, beside: 3.2 },
  int8: { inside: 2, beside: 1.2 },
};

/** Every session takes this much beside its weights. */
const sessionBytes = 1_000_000;

/** On a graphics card weights stay as they are; their way there passes through a buffer of this share of them. */
const stagingShare = 0.3;

/** What a component takes in memory, by the sizes of its files. */
export function componentUse(files: ComponentFiles, provider: ExecutionProvider): MemoryUse {
  const { inside, beside } = growth[files.precision];
  if (provider === 'cpu') {
    return { ram: Math.ceil(files.graphBytes * inside + files.externalBytes * beside) + sessionBytes, vram: 0 };
  }
  const weights = files.graphBytes + files.externalBytes;
  return { ram: Math.ceil(weights * stagingShare) + sessionBytes, vram: weights + sessionBytes };
}

/** What the size of the activations depends on; from the configuration of a model. */
export interface ModelShape {
  /** Pixels per latent element, along each side. */
  factor: number;
  /** Channels of the UNet's and of the decoder's layers, from the outermost in. */
  unetChannels: readonly number[];
  decoderChannels: readonly number[];
  /** Heads of self-attention at each level of the UNet; 0 where there is none. */
  attentionHeads: readonly number[];
}

/** Size of a job. */
export interface JobSize {
  width: number;
  height: number;
  /** Pictures made at once. */
  batch: number;
}

const floatBytes = 4;
/** Tensors of the outermost layer that are alive at once: input, output, residual, and the patches of a convolution. */
const aliveInDecoder = 6;
const aliveInUnet = 8;
/** Scores of an attention layer and their softmax. */
const aliveInAttention = 2;

/**
 * What the work itself takes beside the weights: the larger of the UNet's activations (twice the pictures: with and
 * without prompt) and the decoder's, which makes one picture at a time.
 */
export function workingBytes(shape: ModelShape, { width, height, batch }: JobSize): number {
  const latents = (width / shape.factor) * (height / shape.factor);
  const pairs = 2 * batch;
  const layers = shape.unetChannels.map((channels, level) => {
    const elements = latents / 4 ** level;
    const attention = (shape.attentionHeads[level] ?? 0) * elements ** 2 * aliveInAttention;
    return (elements * channels * aliveInUnet + attention) * pairs * floatBytes;
  });
  const decoder = width * height * (shape.decoderChannels[0] ?? 0) * aliveInDecoder * floatBytes;
  return Math.ceil(Math.max(decoder, ...layers));
}
