import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { ModelNotFoundError, TelarError, type FailureData } from '../../shared/base/index.ts';
import type { ModelFacts, ModelFileFacts } from '../../shared/local-engine/index.ts';
import { checkModelFile, type CheckedModel } from './check-model.ts';
import { allTensors } from './graph-parts.ts';
import { elementBytes, elementCount, elementName } from './onnx-elements.ts';
import type { OnnxValue } from './onnx-model.ts';
import { openSafetensors } from './safetensors.ts';

/** Files that Telar never opens, for they can run programs. */
const pickles = new Set(['.ckpt', '.pt', '.pth', '.bin', '.pkl', '.pickle']);

/**
 * What the files of a model folder are: the folder itself and the folders in it, as the diffusers layout has them.
 * Every file of weights is checked; what is wrong with one is told among the facts. Throws ModelNotFoundError.
 */
export async function inspectModel(folder: string): Promise<ModelFacts> {
  const names = await listFiles(folder);
  const files: ModelFileFacts[] = [];
  const problems: FailureData[] = [];
  for (const name of names) {
    if (!['.onnx', '.safetensors'].includes(extname(name))) continue;
    try {
      files.push(
        extname(name) === '.onnx'
          ? onnxFacts(name, await checkModelFile(folder, name))
          : await safetensorsFacts(folder, name),
      );
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      problems.push(error.toJSON());
    }
  }
  const sizes = await Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size })));
  return {
    folder,
    title: basename(folder),
    bytes: sizes.reduce((total, { bytes }) => total + bytes, 0),
    files,
    otherFiles: sizes.filter(({ name }) => !['.onnx', '.safetensors'].includes(extname(name))),
    neverOpened: names.filter((name) => pickles.has(extname(name).toLowerCase())),
    problems,
  };
}

/** Paths of the files in the folder and in the folders of its components, `/` between, in order. */
async function listFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ModelNotFoundError('missing-folder', `The model folder "${folder}" cannot be read.`, {
      hint: 'Give the folder that holds model_index.json and the components of the model.',
      place: { file: folder },
      values: { model: basename(folder), folder },
      cause: error,
    });
  });
  const inside = found
    .filter((entry) => entry.isDirectory())
    .map(async ({ name }) => {
      const entries = await readdir(join(folder, name), { withFileTypes: true });
      return entries.filter((entry) => !entry.isDirectory()).map((entry) => `${name}/${entry.name}`);
    });
  const own = found.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  return [...own, ...(await Promise.all(inside)).flat()].sort();
}

function onnxFacts(name: string, { model, externalFiles }: CheckedModel): ModelFileFacts {
  const dtypes = new Map<string, { parameters: number; bytes: number }>();
  for (const { dataType, dims } of allTensors(model)) {
    const count = elementCount(dims) ?? 0;
    addCounts(dtypes, elementName(dataType), { parameters: count, bytes: elementBytes(dataType, count) ?? 0 });
  }
  return {
    name,
    ...placeOf(name),
    format: 'onnx',
    bytes: externalFiles.reduce((total, { bytes }) => total + bytes, model.size),
    ...totals(dtypes),
    nodes: model.nodes.length,
    opsets: model.opsets.map(({ domain, version }) => ({ domain: domain === '' ? 'ai.onnx' : domain, version })),
    producer: [model.producer, model.producerVersion].filter((text) => text !== '').join(' '),
    inputs: model.inputs.map(shownValue),
    outputs: model.outputs.map(shownValue),
    externalFiles: externalFiles.map(({ location, bytes }) => ({ name: location, bytes })),
  };
}

async function safetensorsFacts(folder: string, name: string): Promise<ModelFileFacts> {
  const file = await openSafetensors(join(folder, name));
  file.close();
  const dtypes = new Map<string, { parameters: number; bytes: number }>();
  let bytes = 0;
  for (const { dtype, shape, begin, end } of file.tensors.values()) {
    addCounts(dtypes, dtype, { parameters: elementCount(shape) ?? 0, bytes: end - begin });
    bytes = Math.max(bytes, end);
  }
  return {
    name,
    ...placeOf(name),
    format: 'safetensors',
    bytes,
    ...totals(dtypes),
    nodes: 0,
    opsets: [],
    producer: '',
    inputs: [],
    outputs: [],
    externalFiles: [],
  };
}

/** Component and variant by the name: `unet/model_fp16.onnx` is the variant `fp16` of `unet`. */
function placeOf(name: string): { component: string; variant: string } {
  const parts = name.split('/');
  const file = basename(parts.at(-1) ?? '', extname(name));
  const variant = /_([a-z0-9]+)$/.exec(file)?.[1] ?? '';
  return { component: parts.length > 1 ? (parts[0] ?? '') : '', variant };
}

type Counts = Map<string, { parameters: number; bytes: number }>;

function addCounts(dtypes: Counts, name: string, more: { parameters: number; bytes: number }): void {
  const before = dtypes.get(name) ?? { parameters: 0, bytes: 0 };
  dtypes.set(name, { parameters: before.parameters + more.parameters, bytes: before.bytes + more.bytes });
}

function totals(counts: Counts): Pick<ModelFileFacts, 'parameters' | 'dtypes'> {
  const dtypes = [...counts].map(([name, each]) => ({ name, ...each })).sort((one, other) => other.bytes - one.bytes);
  return { parameters: dtypes.reduce((total, { parameters }) => total + parameters, 0), dtypes };
}

function shownValue({ name, elemType, dims }: OnnxValue): {
  name: string;
  type: string;
  dims: (number | string | null)[];
} {
  return { name, type: elementName(elemType), dims };
}
