/** A LoRA by the name people know it by, and how strongly it is used. */
export interface LoraUse {
  id: string;
  /** 1 = as it was trained, 0 = not at all; negative turns it around. */
  weight: number;
}

/** `<lora:name>` or `<lora:name:0.8>`, as the prompts of other studios have it; after a backslash it is plain text. */
const tag = /(?<!\\)<lora:([^:<>\n]{1,200})(?::([^:<>\n]{0,20}))?>/g;
/** What was meant as a tag, most likely, and is none: `<lora:name`, `<LoRA:name:1>`, `<lora:name:0.8:0.5>`. */
const almostTag = /(?<!\\)<\s{0,8}(?:lora|lyco)\b[^<>\n]{0,80}>?/gi;

/** Strongest use that makes sense; far beyond, pictures are noise. */
export const maxLoraWeight = 4;

/**
 * LoRAs that a prompt asks for, in its order. A tag without a weight, or with one that is no number, counts as 1: a
 * prompt never fails to be read.
 */
export function lorasInPrompt(prompt: string): LoraUse[] {
  return Array.from(prompt.matchAll(tag), ([, id = '', weight]) => ({ id: id.trim(), weight: weightOf(weight) }));
}

/** A prompt without its LoRA tags, which mean nothing to a text encoder. */
export function withoutLoraTags(prompt: string): string {
  return prompt.replaceAll(tag, '');
}

/** What of the tags in a job's prompts is not done as written, as plain sentences. */
export function loraTagNotes({ prompt, negativePrompt }: { prompt: string; negativePrompt: string }): string[] {
  const tags = Array.from(prompt.matchAll(tag), ([text, , weight]) => ({ text, weight: numberOf(weight) }));
  const almost = withoutLoraTags(prompt).match(almostTag) ?? [];
  return [
    ...tags.flatMap(({ text, weight }) => {
      if (weight === null) return [`The weight of ${text} is no number: 1 was taken.`];
      return Math.abs(weight) > maxLoraWeight
        ? [`The weight of ${text} is beyond ${maxLoraWeight}, the most there is.`]
        : [];
    }),
    ...almost.map((text) => `"${text.trim()}" is no LoRA tag and was read as words: write <lora:name:0.8>.`),
    ...(negativePrompt.match(tag) ?? []).map(
      (text) => `${text} was passed over: a LoRA changes the whole model, so it has no place in the negative prompt.`,
    ),
  ];
}

function weightOf(text: string | undefined): number {
  return Math.max(-maxLoraWeight, Math.min(maxLoraWeight, numberOf(text) ?? 1));
}

/** A tag without a weight has 1; null for one that is no number. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return 1;
  const weight = Number(text);
  return Number.isFinite(weight) ? weight : null;
}

/**
 * LoRAs of a job: those of the parameter, then those of the prompt. One that is named twice is used once, with the sum of
 * its weights, as if it were merged twice.
 */
export function joinLoras(uses: readonly LoraUse[]): LoraUse[] {
  const joined = new Map<string, LoraUse>();
  for (const { id, weight } of uses) {
    const key = id.toLowerCase();
    const known = joined.get(key);
    joined.set(key, known === undefined ? { id, weight } : { ...known, weight: known.weight + weight });
  }
  return [...joined.values()];
}
