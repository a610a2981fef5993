import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { walkOnnx } from '../../weights/index.ts';

/** Dimensions that a graph declares for its inputs and outputs; null where a size is open. */
export interface GraphSignature {
  inputs: ReadonlyMap<string, readonly (number | null)[]>;
  outputs: ReadonlyMap<string, readonly (number | null)[]>;
  /** How many nodes make their input larger: in a UNet one for each level below the first. */
  upsamplers: number;
}

/** What exporters make of an upsampling layer. */
const upsampling = new Set(['Resize', 'Upsample', 'ConvTranspose']);

/** Reads what the graph of a component declares, whichever variant is there; null for a component without a graph. */
export async function readGraphSignature(folder: string, component: string): Promise<GraphSignature | null> {
  const files = await readdir(join(folder, component)).catch((): string[] => []);
  const graph = files.includes('model.onnx') ? 'model.onnx' : files.sort().find((file) => file.endsWith('.onnx'));
  if (graph === undefined) return null;
  const { inputs, outputs, nodes } = await walkOnnx(join(folder, component, graph));
  const upsamplers = nodes.filter(({ opType }) => upsampling.has(opType)).length;
  return { inputs: sizes(inputs), outputs: sizes(outputs), upsamplers };
}

function sizes(
  values: readonly { name: string; dims: readonly (number | string | null)[] }[],
): ReadonlyMap<string, readonly (number | null)[]> {
  return new Map(
    values.map(({ name, dims }) => [name, dims.map((size) => (typeof size === 'number' && size > 0 ? size : null))]),
  );
}
