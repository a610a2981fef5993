import type { AssetType } from '../../../shared/artifact/index.ts';
import type { ModelEntry } from '../../../shared/contract/index.ts';
import { parametersTaking } from '../../../shared/plan/index.ts';
import { anyOllamaModel } from '../../../shared/template/index.ts';

/** What the search for a model is narrowed to; null means anything. */
export interface LayerWish {
  search: string;
  /** Type of what its cells have to take in. */
  accepts: AssetType | null;
  /** Type of what its cells have to make. */
  makes: AssetType | null;
}

/**
 * Models that fit, those that can run now first; every word of the search must stand somewhere in the title, the id or the
 * description. The stand-in for all models of Ollama is none of them.
 */
export function layerChoices(models: readonly ModelEntry[], { search, accepts, makes }: LayerWish): ModelEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ template, availability }: ModelEntry): number =>
    (availability === 'ready' ? 0 : 2) + (words.some((word) => template.title.toLowerCase().includes(word)) ? 0 : 1);
  return models
    .filter(({ template }) => {
      const text = `${template.title} ${template.id} ${template.description}`.toLowerCase();
      return (
        template.id !== anyOllamaModel &&
        (makes === null || template.output.asset_type === makes) &&
        (accepts === null || parametersTaking(template, accepts).length > 0) &&
        words.every((word) => text.includes(word))
      );
    })
    .sort((a, b) => rank(a) - rank(b) || a.template.title.localeCompare(b.template.title));
}
