import { documentParts, type MatrixDocument } from '../matrix/index.ts';
import { nearestName } from '../template/index.ts';

const maxListed = 3;
const knownSettings = Object.keys(documentParts.settings.shape);

/**
 * What a document says that has no effect and was most likely meant otherwise: overrides for layers that do not exist, and
 * settings that are one slip away from a known one. Unknown keys are kept on save, so they are no mistake by themselves.
 */
export function documentWarnings(matrix: MatrixDocument): string[] {
  return [...overrideWarnings(matrix), ...settingWarnings(matrix)];
}

function overrideWarnings({ layers, units }: MatrixDocument): string[] {
  const names = layers.map((layer): string => layer.name);
  const known = new Set(names);
  const unitsOf = new Map<string, string[]>();
  for (const unit of units) {
    for (const name of Object.keys(unit.cells)) {
      if (!known.has(name)) unitsOf.set(name, [...(unitsOf.get(name) ?? []), unit.id]);
    }
  }
  return [...unitsOf].map(([name, ids]) => {
    const more = ids.length > maxListed ? ` and ${ids.length - maxListed} more` : '';
    const place = `${ids.slice(0, maxListed).join(', ')}${more}`;
    return `${place}: there is no layer "${name}", so what the unit changes in it has no effect.${didYouMean(name, names)}`;
  });
}

function settingWarnings({ settings = {} }: MatrixDocument): string[] {
  return Object.keys(settings).flatMap((name) => {
    if (knownSettings.includes(name) || nearestName(name, knownSettings) === null) return [];
    return [`settings: there is no "${name}", so it has no effect.${didYouMean(name, knownSettings)}`];
  });
}

function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === null ? '' : ` Did you mean "${nearest}"?`;
}
