import type { Language } from '../../shared/contract/index.ts';

/** The chosen language, else the first of the browser's that there is a catalogue for, else English. */
export function chooseLanguage(chosen: Language | null, preferred: readonly string[]): Language {
  if (chosen !== null) return chosen;
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'en' || base === 'es') return base;
  }
  return 'en';
}
