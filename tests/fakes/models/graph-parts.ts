import type { NewNode, NewTensor } from '../../../src/main/weights/index.ts';

/** TensorProto.DataType. */
export const elementTypes = { float32: 1, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;

/** Collects the nodes and weights of a small graph; weights are drawn from a generator of their own, so they stay the same. */
export interface GraphBuilder {
  readonly nodes: NewNode[];
  readonly initializers: NewTensor[];
  /** Adds a node; answers the name of its output. */
  add(opType: string, inputs: readonly string[], attributes?: NewNode['attributes'], output?: string): string;
  /** Adds random weights around 0. */
  weights(dims: readonly number[], spread: number): string;
  /** Adds whole numbers: a shape. */
  whole(values: readonly number[]): string;
  /** Adds one number. */
  scalar(value: number): string;
}

export function createGraphBuilder(seed: number): GraphBuilder {
  const nodes: NewNode[] = [];
  const initializers: NewTensor[] = [];
  let state = seed >>> 0;
  // Numerical Recipes' linear congruential generator: enough for weights that only have to differ.
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const store = (dims: readonly number[], dataType: number, values: ArrayBufferView): string => {
    const name = `w${initializers.length}`;
    initializers.push({
      name,
      dims,
      dataType,
      data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    });
    return name;
  };
  return {
    nodes,
    initializers,
    add(opType, inputs, attributes = {}, output = `${opType.toLowerCase()}_${nodes.length}`) {
      nodes.push({ opType, name: `/${output}`, inputs, outputs: [output], attributes });
      return output;
    },
    weights(dims, spread) {
      const count = dims.reduce((product, size) => product * size, 1);
      return store(
        dims,
        elementTypes.float32,
        Float32Array.from({ length: count }, () => next() * spread),
      );
    },
    whole: (values) => store([values.length], elementTypes.int64, BigInt64Array.from(values, BigInt)),
    scalar: (value) => store([], elementTypes.float32, Float32Array.of(value)),
  };
}
