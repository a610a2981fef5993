/** What of an ONNX model counts for finding weights. Numbers of types are those of `TensorProto.DataType` in onnx.proto. */
export interface ModelGraph {
  nodes: readonly {
    name: string;
    opType: string;
    inputs: readonly string[];
    outputs: readonly string[];
    attributes: ReadonlyMap<string, { i: number }>;
  }[];
  initializers: ReadonlyMap<string, { dims: readonly number[]; dataType: number }>;
}

export const floatType = 1;
export const float16Type = 10;

/** Where the weight of a layer lies in a model. */
export interface LayerWeight {
  initializer: string;
  dims: readonly number[];
  /** Stored as `[in, out]`: what exporters make of a linear layer, which is no node of its own in ONNX. */
  isTransposed: boolean;
  /** Why it cannot be changed; null when it can. */
  obstacle: 'quantized' | 'shared' | 'stored-otherwise' | null;
}

/** Nodes that multiply by whole numbers or unpack them: their weights have no room for a small change. */
const quantizing =
  /^(DequantizeLinear|MatMulInteger|MatMulIntegerToFloat|DynamicQuantizeMatMul|QLinearMatMul|MatMulNBits|ConvInteger|QLinearConv|QGemm)$/;

/**
 * The weights of a model by the path of their layer in diffusers, such as `mid_block.attentions.0.proj_in`. A linear layer
 * becomes a MatMul with an anonymous initialiser (`onnx::MatMul_1347`), so the path is taken from the node's name
 * (`/mid_block/attentions.0/proj_in/MatMul`); where nodes are anonymous, from the initialiser's (`….proj_in.weight`).
 */
export function layerWeights(graph: ModelGraph): Map<string, LayerWeight> {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const found = new Map<string, LayerWeight>();
  const users = new Map<string, Set<string>>();
  for (const node of graph.nodes) {
    const isProduct = node.opType === 'MatMul' || node.opType === 'Gemm' || node.opType === 'Conv';
    if (!isProduct && !quantizing.test(node.opType)) continue;
    // DequantizeLinear counts through the product that uses its result.
    if (node.opType === 'DequantizeLinear') continue;
    const source = weightSource(node.inputs[1] ?? '', graph, producers);
    if (source === null) continue;
    const path = pathOfNode(node) ?? pathOfWeight(source.initializer);
    if (path === null) continue;
    const { dims = [], dataType = 0 } = graph.initializers.get(source.initializer) ?? {};
    const isPlain = node.opType === 'Conv' || (node.opType === 'Gemm' && node.attributes.get('transB')?.i === 1);
    users.set(source.initializer, (users.get(source.initializer) ?? new Set()).add(path));
    if (found.has(path)) continue;
    found.set(path, {
      initializer: source.initializer,
      dims,
      isTransposed: isPlain === source.isTurned,
      obstacle: obstacleOf(isProduct && !source.isQuantized, dataType),
    });
  }
  for (const [path, weight] of found) {
    const isShared = (users.get(weight.initializer)?.size ?? 0) > 1;
    if (isShared) found.set(path, { ...weight, obstacle: weight.obstacle ?? 'shared' });
  }
  return found;
}

function obstacleOf(isFloat: boolean, dataType: number): LayerWeight['obstacle'] {
  if (!isFloat) return 'quantized';
  return dataType === floatType || dataType === float16Type ? null : 'stored-otherwise';
}

interface WeightSource {
  initializer: string;
  isTurned: boolean;
  isQuantized: boolean;
}

/** Follows an input back to the initialiser it is made of, through what only converts or turns it. */
function weightSource(
  input: string,
  graph: ModelGraph,
  producers: ReadonlyMap<string, ModelGraph['nodes'][number]>,
): WeightSource | null {
  let name = input;
  let isTurned = false;
  let isQuantized = false;
  for (let hops = 0; hops < 8; hops++) {
    if (graph.initializers.has(name)) return { initializer: name, isTurned, isQuantized };
    const producer = producers.get(name);
    if (producer === undefined) return null;
    if (producer.opType === 'Transpose') isTurned = !isTurned;
    else if (producer.opType === 'DequantizeLinear') isQuantized = true;
    else if (producer.opType !== 'Cast' && producer.opType !== 'Identity') return null;
    name = producer.inputs[0] ?? '';
  }
  return null;
}

/** First parts of the paths in diffusers and transformers; what an exporter's wrapper puts before them is dropped. */
const root =
  /^(down_blocks|mid_block|up_blocks|conv_in|conv_out|time_embedding|add_embedding|text_model|text_projection|encoder|layers)(\.|$)/;

function pathOfNode({ name, opType }: ModelGraph['nodes'][number]): string | null {
  if (!name.startsWith('/')) return null;
  const parts = name.slice(1).split('/');
  const last = parts.pop() ?? '';
  if (parts.length === 0 || last.replace(/_\d+$/, '').replace(/_quant$/, '') !== opType) return null;
  const first = parts.findIndex((part) => root.test(part));
  return parts.slice(Math.max(0, first)).join('.');
}

function pathOfWeight(initializer: string): string | null {
  const path = /^(.+)\.weight$/.exec(initializer)?.[1];
  if (path === undefined) return null;
  const parts = path.split('.');
  const first = parts.findIndex((part) => root.test(part));
  return parts.slice(Math.max(0, first)).join('.');
}
