import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../../shared/local-engine/index.ts';
import type { ComponentFiles } from './estimate.ts';

/** Names of a graph in its component's folder, by precision; exporters differ. */
const graphNames: Record<Precision, readonly string[]> = {
  fp32: ['model.onnx'],
  fp16: ['model_fp16.onnx', 'model.fp16.onnx'],
  int8: ['model_int8.onnx', 'model_quantized.onnx'],
};

/** What is to be had of a component when it lacks the variant asked for, the best substitute first. */
const substitutes: Record<Precision, readonly Precision[]> = {
  fp32: ['fp32', 'fp16', 'int8'],
  fp16: ['fp16', 'fp32', 'int8'],
  int8: ['int8', 'fp16', 'fp32'],
};

/** A graph file of a component. */
export interface GraphFile extends ComponentFiles {
  /** Absolute path. */
  file: string;
  /** Newest change of the graph and the weights beside it, in Unix milliseconds. */
  changedAtMs: number;
}

/** The graph of a component in a precision, or the nearest that is there; null when it has none. */
export async function findGraph(modelFolder: string, name: string, wanted: Precision): Promise<GraphFile | null> {
  const folder = join(modelFolder, name);
  const files = await readdir(folder).catch((): string[] => []);
  for (const precision of substitutes[wanted]) {
    const graph = graphNames[precision].find((each) => files.includes(each));
    if (graph === undefined) continue;
    const external = files.filter((each) => isExternalData(each, graph, files));
    const main = await stat(join(folder, graph));
    const beside = await Promise.all(external.map((each) => stat(join(folder, each))));
    return {
      name,
      precision,
      file: join(folder, graph),
      graphBytes: main.size,
      externalBytes: beside.reduce((sum, { size }) => sum + size, 0),
      changedAtMs: Math.max(...[main, ...beside].map(({ mtimeMs }) => mtimeMs)),
    };
  }
  return null;
}

/** Precisions in which a component is there, the most exact first. */
export async function precisionsOf(modelFolder: string, name: string): Promise<Precision[]> {
  const files = await readdir(join(modelFolder, name)).catch((): string[] => []);
  return substitutes.fp32.filter((precision) => graphNames[precision].some((each) => files.includes(each)));
}

/** Whether a file holds weights of a graph: by the graph's name, or the only graph's `weights.pb` of older exporters. */
function isExternalData(file: string, graph: string, all: readonly string[]): boolean {
  if (file.startsWith(`${graph}_data`) || file === `${graph}.data`) return true;
  return file === 'weights.pb' && all.filter((each) => each.endsWith('.onnx')).length === 1;
}
