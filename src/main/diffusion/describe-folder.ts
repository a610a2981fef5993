import { readModelFolder } from './model-folder.ts';
import type { ModelDescription } from './protocol.ts';

/** What a model folder says of its model; loads nothing. Throws ModelNotFoundError. */
export async function describeModelFolder(path: string): Promise<ModelDescription> {
  const { family, kind, size, sizeStep, isInpainting, defaults } = await readModelFolder(path);
  return { family, kind, width: size, height: size, sizeStep, isInpainting, ...defaults };
}
