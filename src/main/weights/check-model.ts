import { join } from 'node:path';
import { findExternalFiles, type ExternalFile } from './external-files.ts';
import { allNodes, allTensors } from './graph-parts.ts';
import { modelFileError } from './model-file-error.ts';
import { elementBytes, elementCount } from './onnx-elements.ts';
import type { OnnxModel, OnnxNode } from './onnx-model.ts';
import { walkOnnx } from './onnx-walk.ts';

/** A model file that passed the checks, and the data files that belong to it. */
export interface CheckedModel {
  file: string;
  model: OnnxModel;
  externalFiles: ExternalFile[];
}

/** Operator sets that onnxruntime brings along; it would look for any other in a library of the model's choosing. */
const knownDomains = new Set([
  '',
  'ai.onnx',
  'ai.onnx.ml',
  'ai.onnx.preview.training',
  'com.microsoft',
  'com.microsoft.nchwc',
  'com.ms.internal.nhwc',
]);

/** Elements of one value of the graph; 4 GB as float32, more than any picture that Telar makes needs. */
const maxElements = 1e9;
/** Stored tensors may share bytes (tied weights), but not turn a small file into a huge model. */
const maxSharing = 2;

/**
 * Checks `name` in the model folder before onnxruntime sees it: its structure, where its weights lie, its operators,
 * and the sizes that it states. One call before each session. Throws ModelFileError.
 */
export async function checkModelFile(folder: string, name: string): Promise<CheckedModel> {
  const file = join(folder, name);
  const model = await walkOnnx(file);
  const externalFiles = await findExternalFiles(file, allTensors(model));
  checkOperators(file, model);
  checkStoredSize(file, model, externalFiles);
  checkStatedSizes(file, model);
  return { file, model, externalFiles };
}

function checkOperators(file: string, model: OnnxModel): void {
  const own = new Set(model.functions.map(({ domain, name }) => `${domain}\0${name}`));
  for (const { domain, opType } of allNodes(model)) {
    if (knownDomains.has(domain) || own.has(`${domain}\0${opType}`)) continue;
    throw modelFileError(
      'unsupported',
      file,
      `it needs the operator ${opType} of "${domain}", which is no part of ONNX`,
    );
  }
}

function checkStoredSize(file: string, model: OnnxModel, externalFiles: readonly ExternalFile[]): void {
  const present = model.size + externalFiles.reduce((total, { bytes }) => total + bytes, 0);
  const stated = [...allTensors(model)].reduce(
    (total, { dims, dataType }) => total + (elementBytes(dataType, elementCount(dims) ?? 0) ?? 0),
    0,
  );
  if (stated > present * maxSharing) {
    throw modelFileError(
      'too-large',
      file,
      `its tensors have ${String(stated)} bytes in all, its files ${String(present)}`,
    );
  }
}

/** Where the operators that make values of any size have their shape: the index of an input. */
const shapeInputs: Record<string, number> = { ConstantOfShape: 0, Expand: 1, Tile: 1, Resize: 3 };
const shapeAttributes = new Set(['RandomNormal', 'RandomUniform']);

function checkStatedSizes(file: string, model: OnnxModel): void {
  const known = knownShapes(model);
  for (const node of allNodes(model)) {
    const shape = statedShape(node, known);
    if (shape === null) continue;
    const tiled = node.opType === 'Tile' ? model.initializers.get(node.inputs[0] ?? '') : undefined;
    const elements = product(shape) * product(tiled?.dims ?? []);
    if (elements <= maxElements) continue;
    const what = `its operator ${node.opType} makes ${elements.toExponential(1)} elements`;
    throw modelFileError('too-large', file, what);
  }
}

function statedShape(node: OnnxNode, known: Map<string, number[]>): number[] | null {
  if (shapeAttributes.has(node.opType)) return node.attributes.get('shape')?.ints ?? null;
  const index = shapeInputs[node.opType];
  if (index === undefined) return null;
  return known.get(node.inputs[index] ?? '') ?? null;
}

/** In Resize an empty list and in Expand 1 stand for "as it is". */
function product(sizes: readonly number[]): number {
  return sizes.filter((size) => size > 0).reduce((total, size) => total * size, 1);
}

/**
 * Whole numbers that the graph itself holds, by name: stored, or made by a Constant. Nested graphs may use a name again:
 * the largest counts.
 */
function knownShapes(model: OnnxModel): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  const keep = (name: string, ints: number[] | null | undefined): void => {
    if (name === '' || ints === null || ints === undefined) return;
    if (product(ints) >= product(shapes.get(name) ?? [])) shapes.set(name, ints);
  };
  for (const { name, ints } of allTensors(model)) keep(name, ints);
  for (const { opType, attributes, outputs } of allNodes(model)) {
    if (opType !== 'Constant') continue;
    keep(outputs[0] ?? '', attributes.get('value')?.tensors[0]?.ints ?? attributes.get('value_ints')?.ints);
  }
  return shapes;
}
