import { z } from 'zod';
import { conceptCategory } from '../analysis.ts';
import { artisticStyle, contentType, qualityLevel } from '../intent.ts';

const words = z.array(z.string().min(1));
const byCategory = z.partialRecord(conceptCategory, z.record(z.string(), words));

/** Words of one language and the concepts that they name (`resources/assist/lexicon.en.json`). */
export const lexicon = z.strictObject({
  language: z.enum(['en', 'es']),
  /** Words that name nothing; they tell one language from another, and end a phrase. */
  functionWords: words,
  /** Words that ask for what follows to be left out. */
  negators: words,
  /** Words that end what a negator governs. */
  negationEnds: words,
  /** Words after which there are several of what follows. */
  plurals: words,
  /** Forms by category and English lemma. Plurals and other regular forms need no mention. */
  concepts: byCategory,
});
export type Lexicon = z.output<typeof lexicon>;

/** What concepts mean for the picture as a whole (`resources/assist/lexicon.meaning.json`); of no language. */
export const meaning = z.strictObject({
  artisticStyle: z.partialRecord(conceptCategory, z.partialRecord(artisticStyle, words)),
  qualityLevel: z.partialRecord(qualityLevel, words),
  subjects: z.strictObject({
    /** Characters that are no persons. */
    animals: words,
    /** Characters that are several by themselves. */
    several: words,
    /** Objects that stand in a landscape, not on a table. */
    structures: words,
    /** Objects that only a town has. */
    urban: words,
  }),
  places: z.strictObject({ city: words, indoors: words }),
  /** Words of composition that name a content type. */
  framing: z.partialRecord(contentType, words),
  faceDetails: words,
  wholeBodyActions: words,
  /** Actions that a portrait shows as well. */
  upperBodyActions: words,
});
export type Meaning = z.output<typeof meaning>;

/** All that the rules know. */
export interface Knowledge {
  lexicons: readonly Lexicon[];
  meaning: Meaning;
}
