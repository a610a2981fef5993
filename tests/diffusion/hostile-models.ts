import { encodeOnnxModel, type NewGraph, type NewTensor } from '../../src/main/weights/index.ts';
import { createGraphBuilder, type GraphBuilder } from '../fakes/models/graph-parts.ts';

const float = 1;
const int64 = 7;
const bool = 9;

const whole = (name: string, values: number[]): NewTensor => ({
  name,
  dims: [values.length],
  dataType: int64,
  data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
});
const isTrue: NewTensor = { name: 'true', dims: [], dataType: bool, data: Uint8Array.of(1) };

/** A UNet by its inputs and outputs, and nothing of the kind inside. */
function asUnet(inside: Pick<NewGraph, 'nodes' | 'initializers'>): Uint8Array {
  const latents = ['batch', 8, 'height', 'width'];
  return encodeOnnxModel({
    opset: 17,
    ...inside,
    inputs: [
      { name: 'sample', elemType: float, dims: latents },
      { name: 'timestep', elemType: float, dims: [1] },
      { name: 'encoder_hidden_states', elemType: float, dims: ['batch', 'tokens', 96] },
    ],
    outputs: [{ name: 'out_sample', elemType: float, dims: latents }],
  });
}

/** A loop that never ends: table D3. */
export function endlessUnet(): Uint8Array {
  const body: NewGraph = {
    nodes: [
      { opType: 'Identity', inputs: ['go'], outputs: ['goOn'] },
      { opType: 'Identity', inputs: ['value'], outputs: ['next'] },
    ],
    initializers: [],
    inputs: [
      { name: 'round', elemType: int64, dims: [] },
      { name: 'go', elemType: bool, dims: [] },
      { name: 'value', elemType: float, dims: ['batch', 8, 'height', 'width'] },
    ],
    outputs: [
      { name: 'goOn', elemType: bool, dims: [] },
      { name: 'next', elemType: float, dims: ['batch', 8, 'height', 'width'] },
    ],
  };
  return asUnet({
    nodes: [{ opType: 'Loop', inputs: ['', 'true', 'sample'], outputs: ['out_sample'], attributes: { body } }],
    initializers: [isTrue],
  });
}

/** Repeats the mean of the latents by the shape of the name `huge`, and adds a mean of that to the latents. */
function repeating(makeShape: Pick<NewGraph, 'nodes' | 'initializers'>): Uint8Array {
  return asUnet({
    nodes: [
      ...makeShape.nodes,
      { opType: 'ReduceMean', inputs: ['sample'], outputs: ['mean'], attributes: { keepdims: 0 } },
      { opType: 'Expand', inputs: ['mean', 'huge'], outputs: ['filled'] },
      { opType: 'ReduceMean', inputs: ['filled'], outputs: ['small'], attributes: { keepdims: 0 } },
      { opType: 'Add', inputs: ['sample', 'small'], outputs: ['out_sample'] },
    ],
    initializers: makeShape.initializers,
  });
}

/** Adds the mean of 400 MB to what the value holds, so many times in a row; the session keeps the memory. */
function fillMemory(graph: GraphBuilder, value: string, times: number): string {
  const huge = graph.whole([100_000_000]);
  let sum = value;
  for (let round = 0; round < times; round++) {
    const mean = graph.add('ReduceMean', [sum], { keepdims: 0 });
    const filled = graph.add('Expand', [mean, huge]);
    sum = graph.add('Add', [sum, graph.add('ReduceMean', [filled], { keepdims: 0 })]);
  }
  return sum;
}

/** A text encoder and a decoder that take 400 MB each once they run, of which their few bytes tell nothing. */
export function hungryParts(): Record<string, Uint8Array> {
  const text = createGraphBuilder(1);
  const column = text.add('Unsqueeze', [text.add('Cast', ['input_ids'], { to: float }), text.whole([2])]);
  const states = text.add('Sin', [text.add('Mul', [column, text.weights([96], 1)])]);
  text.add('Identity', [fillMemory(text, states, 1)], {}, 'last_hidden_state');

  const decoder = createGraphBuilder(2);
  const spread = decoder.add('Conv', ['latent_sample', decoder.weights([48, 8, 1, 1], 0.2)]);
  const pixels = decoder.add('Tanh', [decoder.add('DepthToSpace', [spread], { blocksize: 4 })]);
  // Long enough to be seen at it.
  decoder.add('Identity', [fillMemory(decoder, pixels, 4)], {}, 'sample');
  return {
    'text_encoder/model.onnx': encodeOnnxModel({
      ...{ opset: 17, nodes: text.nodes, initializers: text.initializers },
      inputs: [{ name: 'input_ids', elemType: int64, dims: ['batch', 'tokens'] }],
      outputs: [{ name: 'last_hidden_state', elemType: float, dims: ['batch', 'tokens', 96] }],
    }),
    'vae_decoder/model.onnx': encodeOnnxModel({
      ...{ opset: 17, nodes: decoder.nodes, initializers: decoder.initializers },
      inputs: [{ name: 'latent_sample', elemType: float, dims: ['batch', 8, 'height', 'width'] }],
      outputs: [{ name: 'sample', elemType: float, dims: ['batch', 3, 'rows', 'columns'] }],
    }),
  };
}

/** A few bytes that want four gigabytes, the most that a graph may state: table D2. */
export function greedyUnet(): Uint8Array {
  return repeating({ nodes: [], initializers: [whole('huge', [1_000_000_000])] });
}

/** A few bytes that want more than any machine has, by a size that no file states: the latents' own, four times over. */
export function impossibleUnet(): Uint8Array {
  return repeating({
    nodes: [
      { opType: 'Shape', inputs: ['sample'], outputs: ['shape'] },
      { opType: 'Concat', inputs: ['shape', 'shape', 'shape', 'shape'], outputs: ['huge'], attributes: { axis: 0 } },
    ],
    initializers: [],
  });
}
