import type { Translate } from '../i18n/index.ts';
import type { Studio } from '../studio/index.ts';
import type { Command } from './command.ts';
import { fuzzyScore } from './fuzzy.ts';

/** Something that the palette offers. */
export interface PaletteItem {
  id: string;
  /** Heading it stands under while nothing is typed. */
  group: string;
  label: string;
  chord: string | null;
  /** Why it can do nothing now; null where it can. */
  obstacle: string | null;
  perform: () => void;
}

/** The commands as the palette offers them. */
export function commandItems(commands: readonly Command[], studio: Studio, t: Translate): PaletteItem[] {
  return commands
    .filter(({ id }) => id !== 'palette')
    .map((command) => ({
      id: command.id,
      group: t(`shortcuts.groups.${command.group}`),
      label: t(`shortcuts.commands.${command.id}`),
      chord: command.keys[0] ?? null,
      obstacle: command.isEnabled(studio) || command.needs === undefined ? null : t(`shortcuts.needs.${command.needs}`),
      perform: () => performOnItsPage(command, studio, t),
    }));
}

function performOnItsPage(command: Command, studio: Studio, t: Translate): void {
  const { page } = studio.view.getState();
  const first = command.pages?.[0];
  if (first !== undefined && command.pages?.includes(page) !== true) studio.view.go(first);
  if (command.isEnabled(studio)) command.perform(studio, t);
}

/** Cells, layers and documents by name; too many to be listed before something is typed. */
export function thingItems(studio: Studio, t: Translate): PaletteItem[] {
  const { cells, document } = studio.documents.getState();
  const places = cells.map(({ key }): PaletteItem => ({
    id: `cell:${key}`,
    group: t('palette.cells'),
    label: t('palette.goToCell', { cell: key }),
    chord: null,
    obstacle: null,
    perform() {
      studio.view.go('matrix');
      studio.view.select(key, { focus: true });
    },
  }));
  const layers = (document?.matrix.layers ?? []).map((layer): PaletteItem => ({
    id: `layer:${layer.name}`,
    group: t('palette.layers'),
    label: t('palette.runLayer', { layer: layer.title ?? layer.name }),
    chord: null,
    obstacle: null,
    perform: () => void studio.launch.launch({ scope: { kind: 'layer', layer: layer.name } }),
  }));
  const files = studio.files
    .getState()
    .recent.filter((each) => each.exists && each.documentId !== document?.id)
    .map(({ file, title }): PaletteItem => ({
      id: `file:${file}`,
      group: t('palette.documents'),
      label: t('palette.openDocument', { title, file }),
      chord: null,
      obstacle: null,
      perform: () => void studio.files.open(file),
    }));
  return [...layers, ...files, ...places];
}

/** Most results that a list in the middle of the window can show. */
const maxResults = 40;

/** What answers a query, the best first; what can be done now before what cannot. */
export function searchItems(items: readonly PaletteItem[], query: string): PaletteItem[] {
  return items
    .flatMap((item) => {
      const score = fuzzyScore(query, item.label);
      return score === null ? [] : [{ item, score: item.obstacle === null ? score : score - maxResults }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, maxResults)
    .map(({ item }) => item);
}
