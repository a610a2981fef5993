import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lexicon, meaning, type Knowledge } from '../../../shared/assist/index.ts';

/** The shipped lexicons; English first, as the rules want it. `folder` is `resources/assist`. */
export async function readKnowledge(folder: string): Promise<Knowledge> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const [english, spanish, meanings] = await Promise.all([
    read('lexicon.en.json'),
    read('lexicon.es.json'),
    read('lexicon.meaning.json'),
  ]);
  return { lexicons: [lexicon.parse(english), lexicon.parse(spanish)], meaning: meaning.parse(meanings) };
}
