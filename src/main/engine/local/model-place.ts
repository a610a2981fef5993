import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ModelNotFoundError } from '../../../shared/base/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';

/** The folder of a local template's model: the first one that is there. Throws ModelNotFoundError. */
export function findModelFolder(template: ModelTemplate, modelFolders: readonly string[]): string {
  const name = template.folder ?? template.endpoint;
  const found = modelFolders.map((folder) => join(folder, name)).find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new ModelNotFoundError('missing-folder', `The files of ${template.id} are not installed.`, {
    hint: `Put the model into the folder "${name}" below one of: ${modelFolders.join(', ')}.`,
    place: { file: name },
    values: { folder: name, model: template.id },
  });
}
