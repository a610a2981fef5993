import { parsePieces } from '../../prompt/index.ts';

/** A word of a prompt. */
export interface Word {
  /** As the prompt has it. */
  text: string;
  /** Lower case without accents and the English 's; ñ stays, being a letter of its own. */
  key: string;
  start: number;
  end: number;
  weight: number;
  /** Whether something stands before it over which no phrase reaches: a comma, a bracket, a line's end. */
  isApart: boolean;
}

export interface ReadPrompt {
  plain: string;
  words: Word[];
}

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?/gu;
/** What may stand between two words of a phrase. */
const joint = /^[\s_\-–]*$/u;
/** Longer ones are no words; they keep their text and match nothing. */
const maxKeyLength = 40;

/** The words of a prompt with their weights and places, without brackets, numbers of weights and LoRA tags. */
export function readWords(prompt: string): ReadPrompt {
  const { parts } = parsePieces(prompt);
  const plain = parts.map((part) => (part.kind === 'break' ? '\n' : part.text)).join('');
  const words: Word[] = [];
  let end = 0;
  for (const part of parts) {
    if (part.kind === 'break') continue;
    for (const match of part.text.matchAll(wordPattern)) {
      const start = part.start + match.index;
      const before = prompt.slice(end, start);
      words.push({
        text: match[0],
        key: wordKey(match[0]),
        start,
        end: start + match[0].length,
        weight: part.weight,
        isApart: end === 0 || !joint.test(before),
      });
      end = start + match[0].length;
    }
  }
  return { plain: plain.replaceAll(/[^\S\n]+/gu, ' ').trim(), words };
}

/** What a word is looked up by. */
export function wordKey(word: string): string {
  if (word.length > maxKeyLength) return word;
  return word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .normalize('NFD')
    .replaceAll(/(?<!n)\u0303|[\u0300-\u0302\u0304-\u036f]/gu, '')
    .normalize('NFC');
}
