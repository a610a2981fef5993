import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbeddingCandidate } from '../../../shared/assist/index.ts';
import { isErrno } from '../../platform/index.ts';

/** What the file beside an embedding may say of it, in the ways of the usual tools. */
const sidecar = z.object({
  token: z.string().min(1).optional().catch(undefined),
  baseModel: z.string().optional().catch(undefined),
  'sd version': z.string().optional().catch(undefined),
  tags: z.array(z.string()).catch([]),
  negative: z.boolean().optional().catch(undefined),
});
const silent = sidecar.parse({});

const extension = '.safetensors';
/** Names by which people call what belongs in a negative prompt. */
const negativeName = /\b(bad|neg|negative|worst|ugly|un-?realistic)/i;

/**
 * Embeddings of folders, by name; the first folder that has a name counts. A file that describes one and cannot be read
 * says nothing: the embedding is known by its name then.
 */
export async function listEmbeddings(folders: readonly string[]): Promise<EmbeddingCandidate[]> {
  const found = new Map<string, EmbeddingCandidate>();
  for (const folder of folders) {
    for (const file of (await namesIn(folder)).filter((name) => name.endsWith(extension))) {
      const name = file.slice(0, -extension.length);
      if (name === '' || found.has(name)) continue;
      const said = await readSidecar(join(folder, `${name}.json`));
      found.set(name, {
        name,
        file: join(folder, file),
        token: said.token ?? name,
        baseModel: said.baseModel ?? said['sd version'] ?? '',
        tags: said.tags,
        isNegative: said.negative ?? negativeName.test(name.replaceAll('_', ' ')),
      });
    }
  }
  return [...found.values()];
}

async function readSidecar(file: string): Promise<z.output<typeof sidecar>> {
  try {
    return sidecar.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return silent;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}
