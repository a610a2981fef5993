import { fitsBase } from './base-families.ts';
import type { LoraPreferences, LoraRejection } from './lora-advice.ts';
import { mediaConflict, mediaOf } from './lora-media.ts';
import { phraseOf } from './prompt-words.ts';
import type { RatedLora } from './rate-lora.ts';

export interface ChoiceTerms {
  baseNames: readonly string[];
  preferences: LoraPreferences;
  /** LoRAs that the prompt itself asks for, in lower case. */
  used: ReadonlySet<string>;
}

export interface LoraChoice {
  chosen: RatedLora[];
  rejected: { rated: RatedLora; why: LoraRejection }[];
}

/** Takes the best that may be taken, in their order; each other with the first reason that speaks against it. */
export function chooseLoras(rated: readonly RatedLora[], terms: ChoiceTerms): LoraChoice {
  const choice: LoraChoice = { chosen: [], rejected: [] };
  const blocked = terms.preferences.blockedTags.map(phraseOfTag);
  for (const lora of rated) {
    const why = unfit(lora, terms, blocked) ?? crowdedOut(lora, choice.chosen, terms.preferences);
    if (why === null) choice.chosen.push(lora);
    else choice.rejected.push({ rated: lora, why });
  }
  return choice;
}

/** What speaks against a LoRA by itself. */
function unfit(
  { candidate, match, advised }: RatedLora,
  { baseNames, preferences, used }: ChoiceTerms,
  blocked: readonly BlockedTag[],
): LoraRejection | null {
  if (candidate.missing) return { kind: 'file-missing', file: candidate.file };
  if (candidate.baseModel === null || !fitsBase(candidate.baseModel, baseNames)) {
    return { kind: 'incompatible-base', wanted: baseNames[0] ?? '', found: candidate.baseModel };
  }
  const tag = blocked.length === 0 ? undefined : blockedBy(candidate, blocked);
  if (tag !== undefined) return { kind: 'blocked', tag };
  if (used.has(candidate.id.toLowerCase())) return { kind: 'in-prompt' };
  if (match.called === null) return { kind: 'no-style-word' };
  const least = preferences.minConfidence;
  return advised.score < least ? { kind: 'below-confidence', score: advised.score, least } : null;
}

/** What speaks against a LoRA beside those that are better. */
function crowdedOut(
  { candidate }: RatedLora,
  chosen: readonly RatedLora[],
  { allowStyleMixing, maxLoras }: LoraPreferences,
): LoraRejection | null {
  if (!allowStyleMixing) {
    const own = mediaOf(candidate);
    for (const other of chosen) {
      const media = mediaConflict(own, mediaOf(other.candidate));
      if (media !== null) return { kind: 'style-conflict', with: other.advised.name, media };
    }
  }
  return chosen.length >= maxLoras ? { kind: 'over-max', max: maxLoras } : null;
}

interface BlockedTag {
  tag: string;
  stems: string[];
}

/** A tag of plain words only ("art") is compared by its letters. */
function phraseOfTag(tag: string): BlockedTag {
  return { tag, stems: phraseOf(tag) };
}

function blockedBy(
  { id, name, tags, styles, triggerWords }: RatedLora['candidate'],
  blocked: readonly BlockedTag[],
): string | undefined {
  const texts = [id, name, ...tags, ...styles, ...triggerWords];
  const phrases = texts.map((text) => ` ${phraseOf(text).join(' ')} `);
  return blocked.find(({ tag, stems }) =>
    stems.length === 0
      ? texts.some((text) => text.trim().toLowerCase() === tag.trim().toLowerCase())
      : phrases.some((phrase) => phrase.includes(` ${stems.join(' ')} `)),
  )?.tag;
}
