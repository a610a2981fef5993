import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashText } from '../../shared/base/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import { makeFolder, writeFileAtomic } from '../platform/index.ts';

/** File of a template of the user's own: `<home>/templates/<provider>/<owner--name>.json`. */
export function userTemplateFile(home: string, { id, provider, endpoint }: ModelTemplate): string {
  const plain = endpoint.replaceAll(/[/:]/g, '--');
  // Two ids must not share a file, also where file names ignore case.
  const isClear = endpoint === endpoint.toLowerCase() && !endpoint.includes('--');
  const name = isClear ? plain : `${plain.toLowerCase()}-${hashText(id).slice(0, 8)}`;
  return join(home, 'templates', provider, `${name}.json`);
}

/** Writes a template so that it is there as a whole or not at all. */
export async function writeTemplate(file: string, template: ModelTemplate): Promise<void> {
  makeFolder(dirname(file));
  await writeFileAtomic(file, `${JSON.stringify(template, null, 2)}\n`);
}

/** Removes a template of the user's own. */
export async function removeTemplate(file: string): Promise<void> {
  await rm(file);
}
