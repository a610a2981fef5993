/** The telling words of a text as they are compared: lower case, without accents and endings of number and manner. */
export interface PromptWords {
  stems: string[];
  /** As written, for each stem. */
  texts: string[];
  /** Whether a "no" or "sin" stands before it, for each stem. */
  denied: boolean[];
}

/** Endings that make another form of the same word, with the least length that may be left. Longest first. */
const endings: readonly [ending: string, left: number][] = [
  ['like', 4],
  ['ings', 4],
  ['ing', 4],
  ['ish', 4],
  ['ica', 5],
  ['ico', 5],
  ['ed', 4],
  ['es', 4],
  ['al', 5],
  ['ly', 4],
  ['s', 3],
  ['y', 5],
];
const denials = new Set(['no', 'not', 'without', 'never', 'sin', 'ni', 'nada']);
/** Words after a denial that it reaches: "without any bright neon". */
const denialReach = 3;
/** Words that say nothing about which style: in the description of every second LoRA, or only there to join others. */
const plainWords = new Set(
  (
    'a an and are as at by for from in into is it its of on or that the this to with without no not sin un una unos ' +
    'unas el la los las de del al y o con en por para que su sus lora loras lycoris style styles styled estilo estilos ' +
    'art arts arte effect effects efecto efectos picture pictures image images imagen imagenes drawing look looks ' +
    'model version checkpoint sd sdxl xl flux v1 v2 v3 v4 v5 quality concept'
  ).split(' '),
);

/** Lower case without accents: "Neón" and "neon" are one word. */
export function folded(text: string): string {
  const isPlain = /^[\p{ASCII}]*$/u.test(text);
  return (isPlain ? text : text.normalize('NFD').replaceAll(/\p{M}/gu, '')).toLowerCase();
}

/** The form that a folded word is compared in. */
function stemOf(word: string): string {
  if (word.endsWith('ss')) return word;
  for (const [ending, left] of endings) {
    if (word.length - ending.length >= left && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

/** Whether a folded word tells one style from another. */
function isTelling(word: string): boolean {
  return word.length > 1 && !plainWords.has(word) && !/^\d+$/.test(word);
}

/** Words of a text in order. Letters of any script and digits make words; `_` and `-` part them. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** The telling words of a prompt, each with whether it is wanted. */
export function readWords(prompt: string): PromptWords {
  const words: PromptWords = { stems: [], texts: [], denied: [] };
  // A denial ends with its part of the sentence: "no neon, sepia" wants sepia.
  for (const part of prompt.split(/[,.;:!?()[\]{}\n]/)) {
    let reach = 0;
    for (const text of wordsOf(part)) {
      const isDenied = reach > 0;
      const word = folded(text);
      reach = denials.has(word) ? denialReach : Math.max(0, reach - 1);
      if (!isTelling(word)) continue;
      words.stems.push(stemOf(word));
      words.texts.push(text);
      words.denied.push(isDenied);
    }
  }
  return words;
}

/**
 * A phrase as the prompt has it; null where it has it not, or only denied. Telling words alone count: "in neon" has what
 * "neon style" asks for.
 */
export function findPhrase(phrase: readonly string[], words: PromptWords): string | null {
  const { stems, texts, denied } = words;
  if (phrase.length === 0) return null;
  for (let at = stems.indexOf(phrase[0] ?? ''); at >= 0; at = stems.indexOf(phrase[0] ?? '', at + 1)) {
    const isThere = denied[at] === false && phrase.every((stem, i) => stems[at + i] === stem);
    if (isThere) return texts.slice(at, at + phrase.length).join(' ');
  }
  return null;
}

/** Stems of a phrase that tell something. */
export function phraseOf(text: string): string[] {
  return wordsOf(folded(text)).filter(isTelling).map(stemOf);
}
