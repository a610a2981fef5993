import { access, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DocumentConflictError, ModelFileError, ModelNotFoundError, type TelarError } from '../../shared/base/index.ts';
import type { ModelConversion, VariantPrecision } from '../../shared/local-engine/index.ts';
import { writeVariant, type VariantOptions } from './write-variant.ts';

export interface ConvertOptions extends Pick<VariantOptions, 'signal' | 'replace'> {
  /** Called with the component and the share of it that is written, 0 to 1. */
  onProgress?: (component: string, share: number) => void;
}

/**
 * Writes a smaller variant of every component of a user's own float32 model beside it; what is there already stays unless
 * it is to be replaced. Throws ModelNotFoundError, ModelFileError, CancelledError, and DocumentConflictError
 * `file-exists` when nothing is left to do.
 */
export async function convertModel(
  folder: string,
  precision: VariantPrecision,
  { onProgress, ...options }: ConvertOptions,
): Promise<ModelConversion> {
  const components = await findComponents(folder);
  const result: ModelConversion = { written: [], leftOut: [] };
  for (const component of components) {
    try {
      const variant = await writeVariant(folder, component, precision, {
        ...options,
        onProgress: (done, total) => onProgress?.(component, total === 0 ? 1 : done / total),
      });
      result.written.push({ component, ...variant });
    } catch (error) {
      if (!isLeftOut(error)) throw error;
      result.leftOut.push({ component, failure: error.toJSON() });
      if (result.leftOut.length === components.length) throw error;
    }
  }
  return result;
}

/** There already, or with nothing to make smaller: the other components may still have something. */
function isLeftOut(error: unknown): error is TelarError {
  if (error instanceof DocumentConflictError) return true;
  return error instanceof ModelFileError && error.kind === 'unsupported';
}

async function findComponents(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new ModelNotFoundError('missing-folder', `The model folder "${folder}" cannot be read.`, {
      hint: 'Give the folder that holds the components of the model.',
      place: { file: folder },
      values: { model: basename(folder), folder },
      cause: error,
    });
  });
  const found: string[] = [];
  for (const { name } of entries) if (await isThere(join(folder, name, 'model.onnx'))) found.push(name);
  if (found.length > 0) return found.sort();
  throw new ModelNotFoundError('missing-file', `No folder in "${folder}" holds a model.onnx.`, {
    hint: 'Give the folder that holds the components of the model, such as unet and text_encoder.',
    place: { file: folder },
    values: { model: basename(folder), folder, file: 'model.onnx' },
  });
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
