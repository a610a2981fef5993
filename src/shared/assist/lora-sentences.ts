import type { LoraReason, LoraRejection, SimilarityKind } from './lora-advice.ts';

type Language = 'en' | 'es';
type Sentences<T extends { kind: string }> = {
  [K in T['kind']]: (data: Extract<T, { kind: K }>, write: Writing) => string;
};

/** Numbers and lists as a language writes them. */
interface Writing {
  number: (value: number, digits?: number) => string;
  /** With its sign, since it is added to a score. */
  change: (value: number) => string;
  percent: (value: number) => string;
  list: (items: readonly string[]) => string;
}

const comparedBy: Record<Language, Record<SimilarityKind, string>> = {
  en: { ollama: 'by Ollama', onnx: 'by the sentence model of this machine', lexical: 'by shared words' },
  es: { ollama: 'según Ollama', onnx: 'según el modelo de frases de este equipo', lexical: 'por palabras comunes' },
};

const english: Sentences<LoraReason> = {
  'style-word': ({ word, text }) =>
    same(word, text) ? `The prompt asks for "${text}".` : `The prompt asks for "${text}", which calls for "${word}".`,
  keywords: ({ words }, { list }) => `It is also tagged with words of the prompt: ${list(words)}.`,
  similar: ({ by, similarity }, { percent }) =>
    `Its description is ${percent(similarity)} similar to the prompt, ${comparedBy.en[by]}.`,
  popular: ({ downloads, rating }, { number, list }) =>
    `Others like it: ${list([
      ...(downloads === null ? [] : [`${number(downloads)} downloads`]),
      ...(rating === null ? [] : [`rated ${number(rating, 1)} of 5`]),
    ])}.`,
  history: ({ adjustment, ratings, results, mean }, { change, number }) =>
    `${change(adjustment)} from ${counted(ratings, 'rating', 'ratings')}${mean === null ? '' : ` (mean ${number(mean, 1)})`}${results === 0 ? '.' : ` and ${counted(results, 'other result', 'other results')}.`}`,
  'moved-up': ({ over, adjustment, ratings }, { change, list }) =>
    `Moved up past ${list(over)}: ${change(adjustment)} from ${counted(ratings, 'rating', 'ratings')} of yours.`,
  'moved-down': ({ below, adjustment, ratings }, { change, list }) =>
    `Moved down below ${list(below)}: ${change(adjustment)} from ${counted(ratings, 'rating', 'ratings')} of yours.`,
  weight: ({ base, relevance, complexity }, { number, percent }) =>
    `Weight from ${number(base, 2)}, for a relevance of ${percent(relevance)} and a complexity of ${percent(complexity)}.`,
};

const spanish: Sentences<LoraReason> = {
  'style-word': ({ word, text }) =>
    same(word, text) ? `El prompt pide «${text}».` : `El prompt pide «${text}», que llama a «${word}».`,
  keywords: ({ words }, { list }) => `También lleva etiquetas que están en el prompt: ${list(words)}.`,
  similar: ({ by, similarity }, { percent }) =>
    `Su descripción se parece un ${percent(similarity)} al prompt, ${comparedBy.es[by]}.`,
  popular: ({ downloads, rating }, { number, list }) =>
    `Gusta a otras personas: ${list([
      ...(downloads === null ? [] : [`${number(downloads)} descargas`]),
      ...(rating === null ? [] : [`${number(rating, 1)} de 5`]),
    ])}.`,
  history: ({ adjustment, ratings, results, mean }, { change, number }) =>
    `${change(adjustment)} por ${counted(ratings, 'valoración', 'valoraciones')}${mean === null ? '' : ` (media ${number(mean, 1)})`}${results === 0 ? '.' : ` y ${counted(results, 'resultado más', 'resultados más')}.`}`,
  'moved-up': ({ over, adjustment, ratings }, { change, list }) =>
    `Ha subido por delante de ${list(over)}: ${change(adjustment)} por ${counted(ratings, 'valoración tuya', 'valoraciones tuyas')}.`,
  'moved-down': ({ below, adjustment, ratings }, { change, list }) =>
    `Ha bajado por detrás de ${list(below)}: ${change(adjustment)} por ${counted(ratings, 'valoración tuya', 'valoraciones tuyas')}.`,
  weight: ({ base, relevance, complexity }, { number, percent }) =>
    `Peso a partir de ${number(base, 2)}, con una relevancia del ${percent(relevance)} y una complejidad del ${percent(complexity)}.`,
};

const englishRejections: Sentences<LoraRejection> = {
  'file-missing': ({ file }) => `Its file is gone: ${file}.`,
  'incompatible-base': ({ wanted, found }) =>
    found === null ? `Nothing says which model it was made for.` : `It was made for ${found}, not for ${wanted}.`,
  blocked: ({ tag }) => `It has the blocked tag "${tag}".`,
  'in-prompt': () => 'The prompt already uses it by itself.',
  'no-style-word': () => 'No word of the prompt calls for its style.',
  'below-confidence': ({ score, least }, { number }) => `Its score, ${number(score, 2)}, is below ${number(least, 2)}.`,
  'style-conflict': (data) => `Its style (${data.media[0]}) excludes that of ${data.with} (${data.media[1]}).`,
  'over-max': ({ max }) => `${counted(max, 'better one is', 'better ones are')} taken, and no more are allowed.`,
};

const spanishRejections: Sentences<LoraRejection> = {
  'file-missing': ({ file }) => `Su archivo ya no está: ${file}.`,
  'incompatible-base': ({ wanted, found }) =>
    found === null ? `Nada dice para qué modelo se hizo.` : `Se hizo para ${found}, no para ${wanted}.`,
  blocked: ({ tag }) => `Lleva la etiqueta bloqueada «${tag}».`,
  'in-prompt': () => 'El propio prompt ya lo usa.',
  'no-style-word': () => 'Ninguna palabra del prompt pide su estilo.',
  'below-confidence': ({ score, least }, { number }) =>
    `Su puntuación, ${number(score, 2)}, no llega a ${number(least, 2)}.`,
  'style-conflict': (data) => `Su estilo (${data.media[0]}) excluye el de ${data.with} (${data.media[1]}).`,
  'over-max': ({ max }) =>
    `Ya hay ${counted(max, 'LoRA mejor elegido', 'LoRAs mejores elegidos')}, y no se permiten más.`,
};

/** A reason for or against a LoRA as a sentence. */
export function loraReasonText(reason: LoraReason, language: Language): string {
  return sentence(language === 'es' ? spanish : english, reason, language);
}

/** Why a LoRA was not taken, as a sentence. */
export function loraRejectionText(why: LoraRejection, language: Language): string {
  return sentence(language === 'es' ? spanishRejections : englishRejections, why, language);
}

function sentence<T extends { kind: string }>(sentences: Sentences<T>, data: T, language: Language): string {
  const write = sentences[data.kind as T['kind']] as (data: T, write: Writing) => string;
  return write(data, writing(language));
}

function writing(language: Language): Writing {
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return {
    number,
    change: (value) => `${value < 0 ? '−' : '+'}${number(Math.abs(value), 2)}`,
    percent: (value) => new Intl.NumberFormat(language, { style: 'percent' }).format(value),
    list: (items) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items),
  };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
