import { lstat, readFile } from 'node:fs/promises';
import { type TelarError, TemplateError, type JsonValue } from '../../shared/base/index.ts';
import { modelTemplate, type ModelTemplate } from '../../shared/template/index.ts';

/** A template of the largest model has a few kilobytes. */
const maxBytes = 1024 * 1024;
const maxDepth = 64;
const maxProblems = 20;

/** Keys that change what an object is. */
const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads one template, or everything that is wrong with it (the first 20), each with its JSON pointer. */
export async function readTemplate(file: string): Promise<ModelTemplate | TelarError[]> {
  let value: JsonValue;
  try {
    value = JSON.parse(await readPlainFile(file)) as JsonValue;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      new TemplateError('not-json', `This template cannot be read: ${reason}`, {
        hint: 'Mend or remove the file.',
        place: { file },
        values: { file, reason },
      }),
    ];
  }
  const hostile = hostilePart(value);
  if (hostile !== null) return [problemAt(file, hostile.path, hostile.message)];
  const parsed = modelTemplate.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .flatMap((issue) => innermost(issue))
    .slice(0, maxProblems)
    .map(({ path, message }) => problemAt(file, path, message));
}

interface Issue {
  path: PropertyKey[];
  message: string;
  errors?: Issue[][];
  keys?: string[];
}

/** Where a value may have several forms, the problems of the form that comes nearest; an unknown key by its own place. */
function innermost(issue: Issue): Pick<Issue, 'path' | 'message'>[] {
  const { path, message, errors, keys } = issue;
  if (keys !== undefined) return keys.map((key) => ({ path: [...path, key], message: 'There is no such key here.' }));
  const nearest = errors?.filter((each) => each.length > 0).toSorted((a, b) => depthOf(b) - depthOf(a))[0];
  if (nearest === undefined || depthOf(nearest) === 0) return [{ path, message }];
  return nearest.flatMap((each) => innermost({ ...each, path: [...path, ...each.path] }));
}

function depthOf(issues: Issue[]): number {
  return Math.max(...issues.map((each) => each.path.length + (each.keys === undefined ? 0 : 1)));
}

/** A link may lead anywhere, a pipe never ends, and a file of gigabytes would fill the memory. */
async function readPlainFile(file: string): Promise<string> {
  const info = await lstat(file);
  if (info.isSymbolicLink()) throw new Error('it is a link; put the file itself here');
  if (!info.isFile()) throw new Error('it is no file');
  if (info.size > maxBytes) throw new Error(`it has ${info.size} bytes, ${maxBytes} are allowed`);
  const bytes = await readFile(file);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** The first part that must not even be checked: too deep, or with a key that changes what an object is. */
function hostilePart(
  value: JsonValue,
  path: (string | number)[] = [],
): { path: PropertyKey[]; message: string } | null {
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= maxDepth) return { path, message: `It is nested more than ${maxDepth} levels deep.` };
  const entries: [string | number, JsonValue][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, each] of entries) {
    const here = [...path, key];
    if (reservedKeys.has(String(key))) return { path: here, message: `"${key}" cannot be a key.` };
    const found = hostilePart(each, here);
    if (found !== null) return found;
  }
  return null;
}

function problemAt(file: string, path: readonly PropertyKey[], message: string): TelarError {
  const pointer = path.map((each) => `/${String(each).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return new TemplateError('schema', `${pointer}: ${message}`, {
    hint: 'Correct this value in the template.',
    place: { file, pointer },
    values: { file, pointer, reason: message },
  });
}
