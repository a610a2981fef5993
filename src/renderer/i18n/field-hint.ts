import type { Language } from '../../shared/contract/index.ts';
import { fieldHints } from './es/field-hints.ts';

/** What a template says about a parameter, in the language of the window as far as there is a translation. */
export function fieldHint(description: string, language: Language): string {
  return language === 'es' ? (fieldHints[description] ?? description) : description;
}
