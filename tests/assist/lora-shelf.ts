import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createLoraRegistry, type LoraCatalogue } from '../../src/main/assist/loras/lora-registry.ts';
import { openSafetensors } from '../../src/main/weights/index.ts';

/** Header of a file of weights, as the core reads it. */
export async function readHeader(
  file: string,
): Promise<{ metadata: Map<string, string>; shapes: Map<string, number[]> }> {
  const { metadata, tensors, close } = await openSafetensors(file);
  close();
  return { metadata, shapes: new Map([...tensors].map(([name, { shape }]) => [name, shape])) };
}

/** The LoRAs of one folder. */
export async function readShelf(folder: string, registry = createLoraRegistry(readHeader)): Promise<LoraCatalogue> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { id: name.replace('.safetensors', ''), file, bytes: (await stat(file)).size };
    }),
  );
  return registry.read({ files, folders: [folder] });
}
