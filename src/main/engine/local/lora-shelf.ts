import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ModelNotFoundError } from '../../../shared/base/index.ts';
import { lorasInPrompt, joinLoras, type LoraUse } from '../../../shared/local-engine/index.ts';
import { nearestName } from '../../../shared/template/index.ts';
import { isErrno } from '../../platform/index.ts';

/** A LoRA that is installed. */
export interface InstalledLora {
  /** Name of its file without the extension: what prompts and parameters call it. */
  id: string;
  file: string;
  bytes: number;
}

/** A LoRA of a job, found. */
export interface FoundLora extends LoraUse {
  file: string;
}

const extension = '.safetensors';
/** Folders below a shelf that are looked into: people sort their LoRAs. */
const maxDepth = 4;

/**
 * LoRAs for a model: those in its own folder `loras`, then those of the shared folders, in this order. Of two with one
 * name the first counts. Names are compared without regard to case.
 */
export async function listLoras(modelFolder: string, shelves: readonly string[]): Promise<InstalledLora[]> {
  const found = new Map<string, InstalledLora>();
  for (const folder of [join(modelFolder, 'loras'), ...shelves]) {
    for (const file of await filesBelow(folder, maxDepth)) {
      const id = basename(file, extension);
      const status = await stat(file).catch(absent);
      if (status?.isFile() !== true || found.has(id.toLowerCase())) continue;
      found.set(id.toLowerCase(), { id, file, bytes: status.size });
    }
  }
  return [...found.values()].sort((a, b) => a.id.localeCompare(b.id));
}

/**
 * The files of the LoRAs of a job. Throws ModelNotFoundError `unknown-lora` naming the nearest one that is there, before
 * anything is loaded.
 */
export async function findLoras(
  uses: readonly LoraUse[],
  model: { id: string; folder: string },
  shelves: readonly string[],
): Promise<FoundLora[]> {
  if (uses.length === 0) return [];
  const installed = await listLoras(model.folder, shelves);
  return uses.map(({ id, weight }) => {
    const found = installed.find((each) => each.id.toLowerCase() === id.toLowerCase());
    if (found !== undefined) return { id: found.id, weight, file: found.file };
    const names = installed.map((each) => each.id);
    const nearest = nearestName(id, names);
    const shelf = shelves[0] ?? join(model.folder, 'loras');
    throw new ModelNotFoundError('unknown-lora', `There is no LoRA "${id}" for ${model.id}.`, {
      hint: nearest === null ? `Put ${id}${extension} into ${shelf}, or leave it out.` : `Did you mean "${nearest}"?`,
      values: { lora: id, model: model.id, nearest: nearest ?? '' },
    });
  });
}

/** LoRAs that parameters name: in `loras`, and as `<lora:name:0.8>` in the prompt. */
export function lorasOf(parameters: { prompt?: unknown; loras?: unknown }): LoraUse[] {
  const listed = Array.isArray(parameters.loras) ? parameters.loras.flatMap(asUse) : [];
  const written = typeof parameters.prompt === 'string' ? lorasInPrompt(parameters.prompt) : [];
  return joinLoras([...listed, ...written]);
}

function asUse(value: unknown): LoraUse[] {
  if (typeof value !== 'object' || value === null) return [];
  const { id, weight = 1 } = value as { id?: unknown; weight?: unknown };
  return typeof id === 'string' && typeof weight === 'number' ? [{ id, weight }] : [];
}

/** A shelf that nobody has made yet, or a link to a file that is gone. */
function absent(error: unknown): null {
  if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
  throw error;
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? [];
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = sorted.filter((each) => !each.isDirectory() && each.name.endsWith(extension));
  const found = files.map((each) => join(folder, each.name));
  if (depth === 0) return found;
  for (const each of sorted) {
    if (each.isDirectory()) found.push(...(await filesBelow(join(folder, each.name), depth - 1)));
  }
  return found;
}
