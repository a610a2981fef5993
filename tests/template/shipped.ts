import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { modelTemplate, type ModelTemplate } from '../../src/shared/template/index.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'resources/templates');

/** The templates that ship, by their file below `resources/templates`. */
export const shippedFiles: ReadonlyMap<string, unknown> = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name.replaceAll('\\', '/'), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
);

export const shipped: ReadonlyMap<string, ModelTemplate> = new Map(
  [...shippedFiles.values()].map((value) => {
    const template = modelTemplate.parse(value);
    return [template.id, template];
  }),
);

/** A shipped template by its id. */
export function shippedTemplate(id: string): ModelTemplate {
  const template = shipped.get(id);
  if (template === undefined) throw new Error(`no template ${id} ships`);
  return template;
}
