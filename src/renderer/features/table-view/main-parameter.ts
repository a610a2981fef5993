import type { JsonObject } from '../../../shared/base/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

/** What models call the text that they make something of. */
const usualNames = ['prompt', 'text', 'text_prompt', 'gen_text'];
const known = new WeakMap<ModelTemplate, string | null>();

/** The parameter whose text a cell of the table shows and edits; null for a model that takes no text. */
export function mainParameter(template: ModelTemplate | null, parameters: JsonObject): string | null {
  if (template === null) return usualNames.find((name) => typeof parameters[name] === 'string') ?? null;
  let name = known.get(template);
  if (name === undefined) {
    name = ofTemplate(template);
    known.set(template, name);
  }
  return name;
}

function ofTemplate(template: ModelTemplate): string | null {
  const schemas = parameterSchemas(template);
  const usual = usualNames.find((name) => schemas[name]?.type === 'string');
  return usual ?? null;
}
