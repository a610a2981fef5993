import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TemplateError, type TelarError } from '../../shared/base/index.ts';
import { modelTemplate, type ModelTemplate, type TemplateCatalog } from '../../shared/template/index.ts';
import { isErrno } from '../platform/index.ts';

export interface LoadedTemplates {
  catalog: TemplateCatalog;
  /** Templates that were left out, each with file and JSON pointer. */
  failures: TelarError[];
}

/** Reads all templates below the given folders (`<folder>/<provider>/*.json`). A bad one is reported and left out. */
export async function loadTemplates(folders: readonly string[]): Promise<LoadedTemplates> {
  const catalog = new Map<string, ModelTemplate>();
  const failures: TelarError[] = [];
  for (const file of (await Promise.all(folders.map(listTemplateFiles))).flat()) {
    const result = await readTemplate(file);
    if (result instanceof Error) failures.push(result);
    else if (catalog.has(result.id)) failures.push(duplicate(result.id, file));
    else catalog.set(result.id, result);
  }
  return { catalog, failures };
}

async function listTemplateFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

async function readTemplate(file: string): Promise<ModelTemplate | TelarError> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new TemplateError('not-json', `This template cannot be read: ${reason}`, {
      hint: 'Mend or remove the file.',
      place: { file },
      values: { file, reason },
    });
  }
  const parsed = modelTemplate.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const pointer = `/${(issue?.path ?? []).map(String).join('/')}`;
  return new TemplateError('schema', `${pointer}: ${issue?.message ?? 'unknown problem'}`, {
    hint: 'Correct this value in the template.',
    place: { file, pointer },
    values: { file, pointer, reason: issue?.message ?? '' },
  });
}

function duplicate(id: string, file: string): TelarError {
  return new TemplateError('duplicate-id', `There is already a template "${id}".`, {
    hint: 'Give one of them another id.',
    place: { file, pointer: '/id' },
    values: { id, file },
  });
}
