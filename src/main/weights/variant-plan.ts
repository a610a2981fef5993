import type { VariantPrecision } from '../../shared/local-engine/index.ts';
import { largestHalf } from './half-floats.ts';
import { elementCount, elementType } from './onnx-elements.ts';
import type { OnnxModel, OnnxNode, OnnxTensor } from './onnx-model.ts';
import { bytesToFloats, channelMaxima, channelsOf, type Channels } from './quantize.ts';
import type { WeightStream } from './weight-stream.ts';

/** How one stored tensor is written: as it is, in half precision, or in 8 bits with a scale for each channel. */
export type TensorPlan =
  | { kind: 'as-is' }
  | { kind: 'fp16'; name: string }
  | { kind: 'int8'; name: string; scaleName: string; channels: Channels; scales: Float32Array };

/** Smaller tensors (biases, norms, constants) stay as they are: they weigh nothing and their exactness counts. */
const minHalfElements = 64;
const minByteElements = 1024;

/**
 * Decides for each stored tensor how it is written, in their order. Weights of MatMul, Gemm and Conv become int8; other
 * large float32 tensors, and all of them for fp16, become half precision if their values fit. Reads all float32 weights.
 */
export async function planVariant(
  model: OnnxModel,
  precision: VariantPrecision,
  stream: WeightStream,
): Promise<Map<string, TensorPlan>> {
  const axes = precision === 'int8' ? channelAxes(model) : new Map<string, number | null>();
  const inputs = new Set(model.inputs.map(({ name }) => name));
  const unused = createNames(model);
  const plans = new Map<string, TensorPlan>();
  for (const tensor of model.initializers.values()) {
    const count = elementCount(tensor.dims) ?? 0;
    // An initialiser that is an input as well (before IR version 4) may be replaced by the caller.
    const isFixed = tensor.dataType !== elementType.float32 || inputs.has(tensor.name) || count < minHalfElements;
    const plan = isFixed || !stream.hasBytes(tensor) ? null : await planTensor(tensor, { axes, stream, unused });
    plans.set(tensor.name, plan ?? { kind: 'as-is' });
  }
  return plans;
}

type Planning = {
  axes: Map<string, number | null>;
  stream: WeightStream;
  unused: (name: string) => string;
};

async function planTensor(tensor: OnnxTensor, { axes, stream, unused }: Planning): Promise<TensorPlan | null> {
  const axis = (elementCount(tensor.dims) ?? 0) >= minByteElements ? (axes.get(tensor.name) ?? null) : null;
  const channels = channelsOf(tensor.dims, axis);
  const maxima = await channelMaxima(floatsOf(stream, tensor), channels);
  const largest = maxima.reduce((most, value) => (value > most || Number.isNaN(value) ? value : most), 0);
  if (!(largest <= largestHalf)) return null;
  if (axis === null) return { kind: 'fp16', name: unused(`${tensor.name}_fp16`) };
  const scales = maxima.map((value) => (value === 0 ? 1 : value / 127));
  const [name, scaleName] = [unused(`${tensor.name}_int8`), unused(`${tensor.name}_scale`)];
  return { kind: 'int8', name, scaleName, channels, scales };
}

/** The elements of a float32 tensor, piece by piece. */
export async function* floatsOf(stream: WeightStream, tensor: OnnxTensor): AsyncGenerator<Float32Array> {
  for await (const bytes of stream.bytes(tensor)) yield bytesToFloats(bytes);
}

/**
 * The axis of the output channels of each weight: the last one of MatMul's [in, out] and of Gemm's unless `transB`, the
 * first one of Conv's [out, in, …]. Null for a weight that is used in two ways.
 */
function channelAxes({ nodes, initializers }: OnnxModel): Map<string, number | null> {
  const axes = new Map<string, number | null>();
  for (const node of nodes) {
    for (const [index, input] of node.inputs.entries()) {
      const tensor = initializers.get(input);
      if (tensor === undefined) continue;
      const axis = index === 1 ? channelAxis(node, tensor.dims.length) : null;
      const before = axes.get(input);
      axes.set(input, before === undefined || before === axis ? axis : null);
    }
  }
  return axes;
}

function channelAxis({ opType, domain, attributes }: OnnxNode, rank: number): number | null {
  if (domain !== '' && domain !== 'ai.onnx') return null;
  if (rank < 2) return null;
  if (opType === 'Conv') return 0;
  if (opType === 'Gemm') return attributes.get('transB')?.i === 1 ? 0 : 1;
  // A stack of matrices would need a scale for each of them.
  return opType === 'MatMul' && rank === 2 ? 1 : null;
}

/** Gives names that the graph does not use yet. */
function createNames(model: OnnxModel): (name: string) => string {
  const used = new Set([
    ...model.initializers.keys(),
    ...model.inputs.map(({ name }) => name),
    ...model.nodes.flatMap(({ outputs }) => outputs),
  ]);
  return (name) => {
    let free = name;
    while (used.has(free)) free += '_';
    used.add(free);
    return free;
  };
}
