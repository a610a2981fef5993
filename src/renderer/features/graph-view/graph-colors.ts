import type { AssetType } from '../../../shared/artifact/index.ts';
import type { CellGlance } from '../../studio/index.ts';

/** Colours of the theme as a canvas takes them: it does not know of CSS variables. */
export interface GraphColors {
  surface: string;
  sunken: string;
  mat: string;
  line: string;
  lineStrong: string;
  text: string;
  textSoft: string;
  accent: string;
  good: string;
  bad: string;
  warn: string;
  types: Record<AssetType, string>;
}

/** Reads the colours that hold where the element stands. */
export function readGraphColors(element: Element): GraphColors {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--telar-${name}`).trim();
  return {
    surface: token('surface'),
    sunken: token('sunken'),
    mat: token('mat'),
    line: token('line'),
    lineStrong: token('line-strong'),
    text: token('text'),
    textSoft: token('text-soft'),
    accent: token('accent'),
    good: token('good'),
    bad: token('bad'),
    warn: token('warn'),
    types: {
      image: token('type-image'),
      video: token('type-video'),
      audio: token('type-audio'),
      text: token('type-text'),
    },
  };
}

/** Colour that tells the state of a cell. */
export function glanceColor({ state, stale }: CellGlance, colors: GraphColors): string {
  switch (state) {
    case 'running':
    case 'downloading':
      return colors.accent;
    case 'failed':
    case 'unknown':
      return colors.bad;
    case 'blocked':
      return colors.warn;
    case 'succeeded':
      return stale ? colors.warn : colors.good;
    case 'queued':
    case 'waiting':
      return colors.lineStrong;
    case 'idle':
    case 'cancelled':
    case 'skipped':
      return stale ? colors.warn : colors.line;
  }
}

/** Calls back when the window goes from dark to light or back; returns how to stop. */
export function watchColorScheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}
