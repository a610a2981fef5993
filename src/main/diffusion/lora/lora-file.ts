import { openSafetensors, type Safetensors } from '../../weights/index.ts';
import { foreignMethod, parseLoraKey, type LoraComponent, type LoraKey } from './lora-keys.ts';
import { foreignLora, unreadableLora } from './lora-failures.ts';
import { shapeProblem, valueProblem, type LoraLayer, type Matrix } from './low-rank.ts';
import { peftScales } from './peft-scales.ts';

/** A layer of a LoRA file: what it is called, how large its change is, and how to read it. */
export interface LoraEntry {
  component: LoraComponent;
  /** Path of the layer as the file spells it. */
  module: string;
  /** Rows and columns of the change, from the header alone. */
  rows: number;
  columns: number;
  /** Reads and checks the matrices. Throws ModelNotFoundError `unreadable-lora` on values that make no sense. */
  read: () => Promise<LoraLayer>;
}

/** An open LoRA file: everything it says of itself is checked, no matrix is read yet. */
export interface LoraFile {
  file: string;
  entries: readonly LoraEntry[];
  /** Tensors that belong to no layer that Telar knows of. */
  strangers: readonly string[];
  close: () => void;
}

/**
 * Opens a LoRA in any of the usual spellings. Throws ModelNotFoundError `unreadable-lora` when layers are incomplete or
 * their shapes make no sense, `foreign-lora` when it is something else than a LoRA.
 */
export async function openLora(file: string): Promise<LoraFile> {
  const tensors = await openSafetensors(file);
  try {
    const method = foreignMethod(tensors.tensors.keys());
    if (method !== null) throw foreignLora(file, method);
    const { modules, strangers } = groupTensors(tensors);
    const scales = peftScales(file, tensors.metadata);
    if (scales.usesDora) throw foreignLora(file, 'DoRA');
    const entries = [...modules].map(([name, module]) =>
      entryOf({ file, tensors, name }, module, (rank) => scales.alphaOf(module.key, rank)),
    );
    return { file, entries, strangers, close: () => tensors.close() };
  } catch (error) {
    tensors.close();
    throw error;
  }
}

interface Module {
  key: LoraKey;
  /** Names of its tensors. */
  parts: Partial<Record<LoraKey['part'], string>>;
}

function groupTensors({ tensors }: Safetensors): { modules: Map<string, Module>; strangers: string[] } {
  const modules = new Map<string, Module>();
  const strangers: string[] = [];
  for (const name of tensors.keys()) {
    const key = parseLoraKey(name);
    if (key === null) {
      strangers.push(name);
      continue;
    }
    const id = `${key.component}: ${key.module}`;
    const module = modules.get(id) ?? { key, parts: {} };
    module.parts[key.part] = name;
    modules.set(id, module);
  }
  // An alpha alone changes nothing, and some tools write it for layers they left out.
  for (const [id, { parts }] of modules) {
    if (parts.alpha === undefined || Object.keys(parts).length > 1) continue;
    modules.delete(id);
    strangers.push(parts.alpha);
  }
  return { modules, strangers };
}

interface Source {
  file: string;
  tensors: Safetensors;
  name: string;
}

function entryOf(source: Source, { key, parts }: Module, alphaOf: (rank: number) => number | null): LoraEntry {
  const { file, tensors, name } = source;
  if (parts.down === undefined || parts.up === undefined) {
    throw unreadableLora(file, `the layer ${name} has only one of its two matrices`);
  }
  const { down, up, mid, alpha } = parts;
  const shapes = {
    down: shapeOf(tensors, down),
    up: shapeOf(tensors, up),
    mid: mid === undefined ? null : shapeOf(tensors, mid),
  };
  const problem = shapeProblem(shapes);
  if (problem !== null) throw unreadableLora(file, `of the layer ${name} ${problem}`);
  const rank = shapes.down[0] ?? 0;
  const area = sizeOf(shapes.mid?.slice(2) ?? []);
  return {
    component: key.component,
    module: key.module,
    rows: shapes.up[0] ?? 0,
    columns: sizeOf(shapes.down.slice(1)) * area,
    async read() {
      const layer: LoraLayer = {
        down: await readMatrix(tensors, down),
        up: await readMatrix(tensors, up),
        mid: mid === undefined ? null : await readMatrix(tensors, mid),
        alpha: alpha === undefined ? alphaOf(rank) : ((await tensors.read(alpha))[0] ?? Number.NaN),
      };
      const wrong = valueProblem(layer);
      if (wrong !== null) throw unreadableLora(file, `of the layer ${name} ${wrong}`);
      return layer;
    },
  };
}

function shapeOf({ tensors }: Safetensors, name: string): readonly number[] {
  return tensors.get(name)?.shape ?? [];
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

async function readMatrix(tensors: Safetensors, name: string): Promise<Matrix> {
  return { shape: shapeOf(tensors, name), data: await tensors.read(name) };
}
