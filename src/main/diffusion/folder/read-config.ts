import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { missingFile, unreadableModel } from './failures.ts';

/** The text of a file of a model. Throws ModelNotFoundError when it is not there. */
export async function readModelFile(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8').catch((error: unknown) => {
    throw missingFile(folder, name, error);
  });
}

/** Whether a file of a model is not there. */
export function isMissing(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}

/** Reads the first of those JSON files that is there, as its schema says; null when there is none. */
export async function readFirstConfig<T extends z.ZodType>(
  folder: string,
  names: readonly string[],
  schema: T,
): Promise<z.output<T> | null> {
  for (const name of names) {
    if (!(await isMissing(join(folder, name)))) return readConfig(folder, name, schema);
  }
  return null;
}

/** Reads a JSON file of a model. Throws ModelNotFoundError with the field at fault. */
export async function readConfig<T extends z.ZodType>(folder: string, name: string, schema: T): Promise<z.output<T>> {
  return parseModelFile(folder, name, (text) => schema.parse(JSON.parse(text)));
}

/** Reads a text file of a model with a parser of its own, whose errors become a ModelNotFoundError. */
export async function parseModelFile<T>(folder: string, name: string, parse: (text: string) => T): Promise<T> {
  const text = await readModelFile(folder, name);
  try {
    return parse(text);
  } catch (error) {
    throw unreadableModel(folder, name, reasonOf(error), error);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return String(error);
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return field === '' ? (issue?.message ?? '') : `${field}: ${issue?.message ?? ''}`;
}
