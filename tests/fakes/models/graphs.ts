import { encodeOnnxModel, type NewValue } from '../../../src/main/weights/index.ts';
import { createGraphBuilder, elementTypes, type ElementType } from './graph-parts.ts';

const opset = 17;
/** Channels inside the UNet. */
const inner = 16;
const toFloat = { to: elementTypes.float32 };

export interface TextEncoderShape {
  ids: ElementType;
  floats: 'float32' | 'float16';
  vocabulary: number;
  tokens: number;
  features: number;
  /** Layers whose states are outputs (`hidden_states.0` …), none for SD 1 and 2. */
  hiddenStates: number;
  /** `pooler_output` of CLIPTextModel, or the `text_embeds` of CLIPTextModelWithProjection. */
  pooled: { name: 'pooler_output' | 'text_embeds'; features: number };
  seed: number;
}

/** A text encoder in which every token moves the states of all tokens. */
export function textEncoderGraph(shape: TextEncoderShape): Uint8Array {
  const { features, tokens, floats } = shape;
  const graph = createGraphBuilder(shape.seed);
  const outputs: NewValue[] = [];
  const give = (value: string, name: string, dims: (number | string)[]): void => {
    graph.add('Cast', [value], { to: elementTypes[floats] }, name);
    outputs.push({ name, elemType: elementTypes[floats], dims });
  };
  const words = graph.add('Gather', [graph.weights([shape.vocabulary, features], 1), 'input_ids']);
  let states = graph.add('Add', [words, graph.weights([tokens, features], 0.3)]);
  const layers = Math.max(2, shape.hiddenStates);
  for (let layer = 0; layer < layers; layer++) {
    if (layer < shape.hiddenStates) give(states, `hidden_states.${layer}`, ['batch_size', 'sequence_length', features]);
    const all = graph.add('ReduceMean', [states], { axes: [1], keepdims: 1 });
    const turned = graph.add('Mul', [graph.add('Add', [states, all]), graph.weights([features], 2)]);
    states = graph.add('Tanh', [turned]);
  }
  give(states, 'last_hidden_state', ['batch_size', 'sequence_length', features]);
  const mean = graph.add('ReduceMean', [states], { axes: [1], keepdims: 0 });
  const pooled = graph.add('MatMul', [mean, graph.weights([features, shape.pooled.features], 0.2)]);
  give(pooled, shape.pooled.name, ['batch_size', shape.pooled.features]);
  const inputs = [{ name: 'input_ids', elemType: elementTypes[shape.ids], dims: ['batch_size', 'sequence_length'] }];
  return encodeOnnxModel({ opset, nodes: graph.nodes, initializers: graph.initializers, inputs, outputs });
}

export interface UnetShape {
  floats: 'float32' | 'float16';
  timestep: { type: ElementType; dims: readonly (number | string)[] };
  textFeatures: number;
  /** Features of SDXL's pooled text; null without it and its time ids. */
  pooledFeatures: number | null;
  /** Length of the guidance vector of latent consistency models. */
  guidance: number | null;
  /** 4, or 9 for inpainting. */
  channels: number;
  seed: number;
}

/** A UNet with one convolution in and out and a cross-attention between: every input moves the result. */
export function unetGraph(shape: UnetShape): Uint8Array {
  const { floats, textFeatures, pooledFeatures, guidance, channels } = shape;
  const graph = createGraphBuilder(shape.seed);
  const inputs: NewValue[] = [];
  const take = (name: string, dims: readonly (number | string)[], type: ElementType = floats): string => {
    inputs.push({ name, elemType: elementTypes[type], dims });
    return graph.add('Cast', [name], toFloat);
  };
  const sample = take('sample', ['batch_size', channels, 'height', 'width']);
  const timestep = take('timestep', shape.timestep.dims, shape.timestep.type);
  const text = take('encoder_hidden_states', ['batch_size', 'sequence_length', textFeatures]);

  const stem = graph.weights([inner, channels, 3, 3], 0.4);
  const entered = graph.add('Conv', [sample, stem], { pads: [1, 1, 1, 1] });
  const time = graph.add('Reshape', [graph.add('Mul', [timestep, graph.scalar(0.003)]), graph.whole([-1, 1])]);
  const conditions = [graph.add('MatMul', [graph.add('Sin', [time]), graph.weights([1, inner], 1)])];
  if (pooledFeatures !== null) {
    const pooled = take('text_embeds', ['batch_size', pooledFeatures]);
    conditions.push(graph.add('MatMul', [pooled, graph.weights([pooledFeatures, inner], 0.2)]));
    const ids = graph.add('Mul', [take('time_ids', ['batch_size', 6]), graph.scalar(0.01)]);
    conditions.push(graph.add('MatMul', [ids, graph.weights([6, inner], 0.3)]));
  }
  if (guidance !== null) {
    const told = take('timestep_cond', ['batch_size', guidance]);
    conditions.push(graph.add('MatMul', [told, graph.weights([guidance, inner], 0.2)]));
  }
  const condition = conditions.reduce((sum, each) => graph.add('Add', [sum, each]));
  const spread = graph.add('Reshape', [condition, graph.whole([-1, inner, 1, 1])]);
  const states = graph.add('Add', [entered, spread]);

  const keys = graph.add('MatMul', [text, graph.weights([textFeatures, inner], 0.15)]);
  const flat = graph.add('Reshape', [states, graph.whole([0, inner, -1])]);
  const queries = graph.add('Transpose', [flat], { perm: [0, 2, 1] });
  const scores = graph.add('MatMul', [queries, graph.add('Transpose', [keys], { perm: [0, 2, 1] })]);
  const read = graph.add('MatMul', [graph.add('Softmax', [scores], { axis: -1 }), keys]);
  const back = graph.add('Transpose', [read], { perm: [0, 2, 1] });
  const attended = graph.add('Add', [states, graph.add('Reshape', [back, graph.add('Shape', [states])])]);

  const head = graph.weights([4, inner, 3, 3], 0.3);
  const left = graph.add('Conv', [graph.add('Tanh', [attended]), head], { pads: [1, 1, 1, 1] });
  graph.add('Cast', [left], { to: elementTypes[floats] }, 'out_sample');
  const outputs = [{ name: 'out_sample', elemType: elementTypes[floats], dims: ['batch_size', 4, 'height', 'width'] }];
  return encodeOnnxModel({ opset, nodes: graph.nodes, initializers: graph.initializers, inputs, outputs });
}

export interface VaeShape {
  floats: 'float32' | 'float16';
  /** What the encoder gives: a sample, or mean and log-variance. */
  encoded: 'latent_sample' | 'latent_parameters';
  seed: number;
}

/** Pixels per latent element along each side, as in all Stable Diffusion models. */
const factor = 8;

export function vaeDecoderGraph({ floats, seed }: VaeShape): Uint8Array {
  const graph = createGraphBuilder(seed);
  const latents = graph.add('Cast', ['latent_sample'], toFloat);
  const spread = graph.add('Conv', [latents, graph.weights([3 * factor ** 2, 4, 1, 1], 0.2)]);
  const pixels = graph.add('Tanh', [graph.add('DepthToSpace', [spread], { blocksize: factor })]);
  graph.add('Cast', [pixels], { to: elementTypes[floats] }, 'sample');
  const elemType = elementTypes[floats];
  return encodeOnnxModel({
    ...{ opset, nodes: graph.nodes, initializers: graph.initializers },
    inputs: [{ name: 'latent_sample', elemType, dims: ['batch_size', 4, 'height_latent', 'width_latent'] }],
    outputs: [{ name: 'sample', elemType, dims: ['batch_size', 3, 'height', 'width'] }],
  });
}

export function vaeEncoderGraph({ floats, encoded, seed }: VaeShape): Uint8Array {
  const channels = encoded === 'latent_sample' ? 4 : 8;
  const graph = createGraphBuilder(seed);
  const folded = graph.add('SpaceToDepth', [graph.add('Cast', ['sample'], toFloat)], { blocksize: factor });
  const latents = graph.add('Conv', [folded, graph.weights([channels, 3 * factor ** 2, 1, 1], 0.2)]);
  graph.add('Cast', [latents], { to: elementTypes[floats] }, encoded);
  const elemType = elementTypes[floats];
  return encodeOnnxModel({
    ...{ opset, nodes: graph.nodes, initializers: graph.initializers },
    inputs: [{ name: 'sample', elemType, dims: ['batch_size', 3, 'height', 'width'] }],
    outputs: [{ name: encoded, elemType, dims: ['batch_size', channels, 'height_latent', 'width_latent'] }],
  });
}
