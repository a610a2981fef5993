import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TemplateError, type TelarError } from '../../shared/base/index.ts';
import { createCatalog, type TemplateCatalog } from '../../shared/template/index.ts';
import { isErrno } from '../platform/index.ts';
import { readTemplate } from './read-template.ts';

export interface LoadedTemplates {
  catalog: TemplateCatalog;
  /** File of each template by its id. */
  files: ReadonlyMap<string, string>;
  /** What is wrong with templates that were left out, each with file and JSON pointer. */
  failures: TelarError[];
}

/** Files of templates in one folder; more than that is no folder of templates. */
const maxFiles = 2_000;

/**
 * Reads all templates below the given folders (`<folder>/<provider>/*.json`). A bad one is reported and left out. Of two
 * with the same id the first counts, so that no file of the user's can quietly take the place of one that ships.
 */
export async function loadTemplates(folders: readonly string[]): Promise<LoadedTemplates> {
  const catalog = createCatalog();
  const files = new Map<string, string>();
  const failures: TelarError[] = [];
  for (const file of (await Promise.all(folders.map(listTemplateFiles))).flat()) {
    const result = await readTemplate(file);
    if (Array.isArray(result)) failures.push(...result);
    else if (files.has(result.id)) failures.push(duplicate(result.id, file));
    else {
      catalog.set(result.id, result);
      files.set(result.id, file);
    }
  }
  return { catalog, files, failures };
}

async function listTemplateFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .slice(0, maxFiles)
    .map((name) => join(folder, name));
}

function duplicate(id: string, file: string): TelarError {
  return new TemplateError('duplicate-id', `There is already a template "${id}".`, {
    hint: 'Give one of them another id.',
    place: { file, pointer: '/id' },
    values: { id, file },
  });
}
