import type { ConceptCategory } from '../analysis.ts';

/** A form that a word may be of, and the concepts for which that is believed. */
interface BaseForm {
  key: string;
  fits: (category: ConceptCategory) => boolean;
}

const anyCategory = (): boolean => true;
const isAction = (category: ConceptCategory): boolean => category === 'action';
const things = new Set<ConceptCategory>(['object', 'scene', 'clothing', 'action']);
const isNoThing = (category: ConceptCategory): boolean => !things.has(category);

/** Shorter words have no endings worth cutting. */
const minLength = 4;

/** The word itself, then what it may be a regular form of, likeliest first. */
export function baseForms(key: string, language: 'en' | 'es'): BaseForm[] {
  const forms: BaseForm[] = [{ key, fits: anyCategory }];
  if (key.length < minLength) return forms;
  const rules = language === 'en' ? english : spanish;
  for (const [ending, replacements, fits] of rules) {
    if (!key.endsWith(ending)) continue;
    const stem = key.slice(0, -ending.length);
    if (stem.length < 2) continue;
    for (const replacement of replacements) {
      if (replacement !== undoubled) forms.push({ key: stem + replacement, fits });
      else if (stem.at(-1) === stem.at(-2)) forms.push({ key: stem.slice(0, -1), fits });
    }
  }
  return forms;
}

/** Instead of a replacement: the last letter once ("running", "run"). */
const undoubled = Symbol('undoubled');
type Rule = [ending: string, replacements: (string | typeof undoubled)[], fits: BaseForm['fits']];

const english: Rule[] = [
  ['ies', ['y'], anyCategory],
  ['ves', ['f', 'fe'], anyCategory],
  ['es', [''], anyCategory],
  ['s', [''], anyCategory],
  ['ing', ['', 'e', undoubled], isAction],
  ['ed', ['', 'e', undoubled], isAction],
];

/** Feminine adjectives and beings have their masculine in the lexicon; a thing has but one gender. */
const spanish: Rule[] = [
  ['ces', ['z'], anyCategory],
  ['as', ['o', ''], isNoThing],
  ['es', [''], anyCategory],
  ['s', [''], anyCategory],
  ['a', ['o'], isNoThing],
  ['ada', ['ado'], isAction],
  ['ida', ['ido'], isAction],
  ['adas', ['ado'], isAction],
  ['idas', ['ido'], isAction],
  ['ados', ['ado'], isAction],
  ['idos', ['ido'], isAction],
  ['ita', ['a', 'o'], isNoThing],
  ['ito', ['o'], isNoThing],
];
