import type { Concept } from '../analysis.ts';
import type { ContentType } from '../intent.ts';
import type { Meaning } from './lexicon-schema.ts';

/** A concept and whether its words say that there are several of it. */
export interface SaidConcept extends Concept {
  isPlural: boolean;
  /** Whether it follows the one before without a word between: "elf archer" is one being. */
  isJoined: boolean;
}

export interface ReadContent {
  value: ContentType | null;
  confidence: number;
}

/** Sure where a word of composition names it; else it is concluded of what is shown, or guessed. */
const confidences = { named: 1, concluded: 0.8, guessed: 0.5 };

/** What the picture shows as a whole. People come first, then animals, then places, then things. */
export function readContent(concepts: readonly SaidConcept[], meaning: Meaning): ReadContent {
  const people = concepts.filter((each) => each.category === 'character' && !isAnimal(each, meaning));
  const animals = concepts.filter((each) => isAnimal(each, meaning));
  if (people.length > 0) return contentOfPeople(concepts, people, meaning);
  if (animals.length > 0) return contentOfAnimals(concepts, animals, meaning);
  return framed(concepts, meaning) ?? contentOfPlace(concepts, meaning);
}

function contentOfPeople(
  concepts: readonly SaidConcept[],
  people: readonly SaidConcept[],
  meaning: Meaning,
): ReadContent {
  const beings = people.filter((each, index) => index === 0 || !each.isJoined);
  const isGroup = beings.length > 1 || people.some((each) => each.isPlural || isOneOf(meaning.subjects.several, each));
  const framing = framed(concepts, meaning, ['portrait', 'full-body']);
  if (isGroup) return { value: 'group', confidence: confidences.concluded };
  if (framing !== null) return framing;
  const actions = concepts.filter(({ category }) => category === 'action');
  const isWhole = actions.some((each) => isOneOf(meaning.wholeBodyActions, each));
  const isActive = actions.some((each) => !isOneOf(meaning.upperBodyActions, each));
  const isSomewhere = concepts.some(({ category }) => category === 'scene');
  const hasFace = concepts.some((each) => each.category === 'appearance' && isOneOf(meaning.faceDetails, each));
  if (isWhole || (isActive && isSomewhere)) return { value: 'full-body', confidence: confidences.concluded };
  if (hasFace) return { value: 'portrait', confidence: confidences.concluded };
  const isPart = actions.length === 0 ? !isSomewhere : !isActive;
  return { value: isPart ? 'portrait' : 'full-body', confidence: confidences.guessed };
}

/** An animal in a room that is told of first is a part of the room. */
function contentOfAnimals(
  concepts: readonly SaidConcept[],
  [animal]: readonly SaidConcept[],
  meaning: Meaning,
): ReadContent {
  const room = concepts.find((each) => each.category === 'scene' && isOneOf(meaning.places.indoors, each));
  if (room !== undefined && animal !== undefined && room.start < animal.start) {
    return { value: 'interior', confidence: confidences.guessed };
  }
  return { value: 'animal', confidence: confidences.concluded };
}

function contentOfPlace(concepts: readonly SaidConcept[], { places, subjects }: Meaning): ReadContent {
  const subject = concepts.find(({ category }) => category === 'object' || category === 'scene');
  if (subject === undefined) {
    const isAbstract = concepts.some(({ category, canonical }) => category === 'style' && canonical === 'abstract');
    return isAbstract ? { value: 'abstract', confidence: confidences.concluded } : { value: null, confidence: 0 };
  }
  const scenes = concepts.filter(({ category }) => category === 'scene');
  const isThing =
    subject.category === 'object' && !isOneOf(subjects.structures, subject) && !isOneOf(subjects.urban, subject);
  if (isThing) return { value: 'product', confidence: confidences.guessed };
  if (scenes.some((each) => isOneOf(places.indoors, each)))
    return { value: 'interior', confidence: confidences.concluded };
  const isTown = scenes.some((each) => isOneOf(places.city, each)) || isOneOf(subjects.urban, subject);
  if (isTown) return { value: 'cityscape', confidence: confidences.concluded };
  return { value: 'landscape', confidence: scenes.length > 0 ? confidences.concluded : confidences.guessed };
}

function framed(
  concepts: readonly SaidConcept[],
  { framing }: Meaning,
  among: readonly ContentType[] = Object.keys(framing) as ContentType[],
): ReadContent | null {
  for (const each of concepts) {
    if (each.category !== 'composition') continue;
    const value = among.find((type) => isOneOf(framing[type] ?? [], each));
    if (value !== undefined) return { value, confidence: confidences.named };
  }
  return null;
}

function isAnimal(concept: Concept, { subjects }: Meaning): boolean {
  return concept.category === 'character' && isOneOf(subjects.animals, concept);
}

function isOneOf(canonicals: readonly string[], { canonical }: Concept): boolean {
  return canonicals.includes(canonical);
}
