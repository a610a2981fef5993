import type { AssetType } from '../../../shared/artifact/index.ts';
import type { ModelAvailability, ModelEntry } from '../../../shared/contract/index.ts';
import type { Capability, CostRule, ProviderId } from '../../../shared/template/index.ts';

export type PriceClass = 'free' | 'paid' | 'unknown';

/** What the page of models is narrowed to; null means any. */
export interface ModelFilter {
  search: string;
  provider: ProviderId | null;
  assetType: AssetType | null;
  capability: Capability | null;
  price: PriceClass | null;
  availability: ModelAvailability | null;
}

export const noFilter: ModelFilter = {
  search: '',
  provider: null,
  assetType: null,
  capability: null,
  price: null,
  availability: null,
};

export function priceClassOf({ kind }: CostRule): PriceClass {
  return kind === 'free' || kind === 'unknown' ? kind : 'paid';
}

/** Models that match, by title; every word of the search must stand somewhere in title, id or description. */
export function filterModels(models: readonly ModelEntry[], filter: ModelFilter): ModelEntry[] {
  const words = filter.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return models
    .filter(({ template, availability }) => {
      const text = `${template.title} ${template.id} ${template.description}`.toLowerCase();
      return (
        words.every((word) => text.includes(word)) &&
        (filter.provider === null || template.provider === filter.provider) &&
        (filter.assetType === null || template.output.asset_type === filter.assetType) &&
        (filter.capability === null || template.capabilities.includes(filter.capability)) &&
        (filter.price === null || priceClassOf(template.cost) === filter.price) &&
        (filter.availability === null || availability === filter.availability)
      );
    })
    .sort((a, b) => a.template.title.localeCompare(b.template.title));
}
