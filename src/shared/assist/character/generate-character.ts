import { z } from 'zod';
import { ParameterValidationError } from '../../base/index.ts';
import { seededDraw } from '../seeded-draw.ts';
import { sharedTraits, worldNames, worlds, type CharacterWorld, type TraitOption } from './character-traits.ts';

/** Traits in the order in which they are told. */
export const characterTraits = [
  'world',
  'age',
  'gender',
  'role',
  'hair',
  'eyes',
  'feature',
  'clothing',
  'accessory',
  'mood',
  'pose',
  'setting',
  'light',
] as const;
export const characterTrait = z.enum(characterTraits);
export type CharacterTrait = z.output<typeof characterTrait>;

export const character = z.object({
  seed: z.number().int(),
  language: z.enum(['en', 'es']),
  /** What each trait is, by the id of its option. */
  traits: z.record(characterTrait, z.string()),
  prompt: z.string(),
});
export type Character = z.output<typeof character>;

export interface CharacterWish {
  seed: number;
  language: 'en' | 'es';
  /** Traits that are to stay as they are, by the ids of their options; the others are drawn. */
  fixed?: Partial<Record<CharacterTrait, string>>;
}

/**
 * A person to draw, as a prompt. The same wish gives the same person, in either language; a trait that is fixed leaves
 * the others as they were, save those that another world does not have. Throws ParameterValidationError `not-a-choice`.
 */
export function generateCharacter({ seed, language, fixed = {} }: CharacterWish): Character {
  const world = worldOf(seed, fixed.world);
  const chosen = Object.fromEntries(
    characterTraits.flatMap((trait) =>
      trait === 'world' ? [] : [[trait, optionOf(seed, trait, optionsOf(trait, world), fixed[trait])]],
    ),
  ) as Record<Exclude<CharacterTrait, 'world'>, TraitOption>;
  const traits = Object.fromEntries(
    characterTraits.map((trait) => [trait, trait === 'world' ? world : chosen[trait].id]),
  ) as Character['traits'];
  return { seed, language, traits, prompt: language === 'en' ? englishPrompt(chosen) : spanishPrompt(chosen) };
}

/** What a trait can be in a world, for a list to choose from. */
export function optionsOf(trait: Exclude<CharacterTrait, 'world'>, world: CharacterWorld): readonly TraitOption[] {
  switch (trait) {
    case 'role':
    case 'clothing':
    case 'accessory':
    case 'setting':
      return worlds[world][trait];
    default:
      return sharedTraits[trait];
  }
}

function worldOf(seed: number, fixed: string | undefined): CharacterWorld {
  if (fixed === undefined) return seededDraw(seed, 'world', worldNames);
  return worldNames.find((name) => name === fixed) ?? refuse('world', fixed, worldNames);
}

function optionOf(
  seed: number,
  trait: CharacterTrait,
  options: readonly TraitOption[],
  fixed: string | undefined,
): TraitOption {
  if (fixed === undefined) return seededDraw(seed, trait, options);
  const ids = options.map(({ id }) => id);
  return options.find(({ id }) => id === fixed) ?? refuse(trait, fixed, ids);
}

function refuse(parameter: string, value: string, choices: readonly string[]): never {
  const reason = `"${value}" is none of ${choices.join(', ')}.`;
  throw new ParameterValidationError('not-a-choice', `"${value}" is no ${parameter} of a character.`, {
    hint: `Choose one of: ${choices.join(', ')}.`,
    place: { parameter },
    values: { parameter, reason },
  });
}

type Chosen = Record<Exclude<CharacterTrait, 'world'>, TraitOption>;

function englishPrompt(chosen: Chosen): string {
  const { age, gender, role, hair, eyes, feature, clothing, accessory, mood, pose, setting, light } = chosen;
  const article = /^[aeiou]/u.test(age.en) ? 'an' : 'a';
  return [
    `${article} ${age.en} ${gender.en}, ${role.en}`,
    hair.en,
    eyes.en,
    feature.en,
    `wearing ${clothing.en}`,
    `holding ${accessory.en}`,
    mood.en,
    `${pose.en} ${setting.en}`,
    light.en,
  ].join(', ');
}

function spanishPrompt(chosen: Chosen): string {
  const isFeminine = chosen.gender.id === 'woman';
  const told = ({ es }: TraitOption): string => {
    const [masculine = '', feminine = masculine] = es.split('/');
    return isFeminine ? feminine : masculine;
  };
  const { age, gender, role, hair, eyes, feature, clothing, accessory, mood, pose, setting, light } = chosen;
  return [
    `${isFeminine ? 'una' : 'un'} ${told(gender)} ${told(age)}, ${told(role)}`,
    told(hair),
    told(eyes),
    told(feature),
    `con ${told(clothing)}`,
    `sosteniendo ${told(accessory)}`,
    told(mood),
    `${told(pose)} ${told(setting)}`,
    told(light),
  ].join(', ');
}
