import { endpointProblem } from './endpoint.ts';
import { modelTemplate, type ModelTemplate } from './schema.ts';

/** Id of the template that stands for every model of the user's own Ollama: nobody else knows their names. */
export const anyOllamaModel = 'ollama/*';

/** Templates that were made for one model name, by the template they were made from. */
const derived = new WeakMap<ModelTemplate, Map<string, ModelTemplate>>();

/** A catalog that also answers `ollama/<any name>`, from the template `ollama/*`. Listing it gives the files' templates. */
class Catalog extends Map<string, ModelTemplate> {
  override get(id: string): ModelTemplate | undefined {
    return super.get(id) ?? forOllamaModel(id, super.get(anyOllamaModel));
  }

  override has(id: string): boolean {
    return this.get(id) !== undefined;
  }
}

/** An empty catalog, or one of these templates. */
export function createCatalog(templates: Iterable<ModelTemplate> = []): Map<string, ModelTemplate> {
  return new Catalog(Array.from(templates, (each) => [each.id, each]));
}

function forOllamaModel(id: string, base: ModelTemplate | undefined): ModelTemplate | undefined {
  if (base === undefined || !id.startsWith('ollama/')) return undefined;
  const known = derived.get(base) ?? new Map<string, ModelTemplate>();
  derived.set(base, known);
  const found = known.get(id);
  // The same object each time: what is worked out of a template is remembered by it.
  if (found !== undefined) return found;
  const name = id.slice('ollama/'.length);
  if (!modelTemplate.shape.id.safeParse(id).success || endpointProblem('ollama', name) !== null) return undefined;
  const made = { ...base, id, endpoint: name, title: name };
  known.set(id, made);
  return made;
}
