/** Text of one emphasis. `start` and `end` are offsets into the prompt (UTF-16 units), syntax in between included. */
export interface PromptText {
  kind: 'text';
  text: string;
  weight: number;
  start: number;
  end: number;
}

/** `BREAK`: what follows begins a chunk of its own. */
export interface PromptBreak {
  kind: 'break';
  start: number;
  end: number;
}

/** `<lora:name:0.8>`, taken out of the text. */
export interface PromptLora {
  name: string;
  weight: number;
  start: number;
  end: number;
}

export interface ParsedPrompt {
  parts: (PromptText | PromptBreak)[];
  loras: PromptLora[];
}

/** Emphasis stays between -10 and 10: beyond, the text encoder's states mean nothing any more. */
const maxWeight = 10;
/** Openers inside one another that still count; 1.1 to the 64th is far beyond the maximum above. */
const maxDepth = 64;

/** Factors of emphasis without a number: round and square as the A1111 web UI has them, curly as NovelAI. */
const brackets = {
  '(': { close: ')', factor: 1.1 },
  '[': { close: ']', factor: 1 / 1.1 },
  '{': { close: '}', factor: 1.05 },
} as const;
type Opener = keyof typeof brackets;
const openers = Object.keys(brackets) as Opener[];

const tokenPattern = new RegExp(
  [
    String.raw`\\(?<escaped>[\\()[\]{}<>:])`,
    String.raw`<lora:(?<lora>[^:<>]{1,200})(?::(?<loraWeight>[+-]?(?:\d+\.?\d*|\.\d+)))?>`,
    String.raw`(?<opener>[([{])`,
    String.raw`:\s{0,8}(?<number>[+-]?(?:\d+\.?\d*|\.\d+))\s{0,8}\)`,
    String.raw`(?<closer>[)\]}])`,
    String.raw`(?<break>\bBREAK\b)`,
    String.raw`(?<text>[^\\<()[\]{}:B]+|[^])`,
  ].join('|'),
  'gu',
);

/**
 * What follows a square bracket that changes the prompt between steps and emphasises nothing: `[cat:dog:0.5]`,
 * `[cat::8]`, `[cat|dog]`. Such a bracket is read as if it were not there, for want of a prompt that changes.
 */
const alternation = /\[(?=[^[\]]{0,500}?(?:\||:[^[\]:]{0,200}:\s{0,8}[\d.]{1,20}\s{0,8}\]))/y;

/**
 * Reads emphasis, `BREAK` and LoRA tags of a prompt (syntax of the A1111 web UI, `{x}` of NovelAI):
 * `(x)` × 1.1, `[x]` ÷ 1.1, `{x}` × 1.05, `(x:1.3)` exactly, nested ones multiply, `\(` stands for itself.
 * Never throws: a closer without opener is text, an opener without closer holds to the end.
 */
export function parsePrompt(prompt: string): ParsedPrompt {
  const { parts, loras } = readPrompt(prompt);
  return { parts: joined(parts, () => true), loras };
}

/**
 * `parsePrompt` with texts in pieces: of each either `prompt.slice(start, end)` is the text, or it is one escaped
 * character, so that any place in the text is known in the prompt.
 */
export function parsePieces(prompt: string): ParsedPrompt {
  const { parts, loras } = readPrompt(prompt);
  return { parts: joined(parts, (one, other) => one.end === other.start && isExact(one) && isExact(other)), loras };
}

function isExact({ text, start, end }: PromptText): boolean {
  return text.length === end - start;
}

function readPrompt(prompt: string): ParsedPrompt {
  const parts: ParsedPrompt['parts'] = [];
  const loras: PromptLora[] = [];
  const open: Record<Opener, { from: number; factor: number }[]> = { '(': [], '[': [], '{': [] };

  function addText(text: string, start: number): void {
    parts.push({ kind: 'text', text, weight: 1, start, end: start + text.length });
  }
  function close(opener: Opener, given?: number): boolean {
    const opened = open[opener].pop();
    if (opened === undefined) return false;
    const factor = limited(given ?? opened.factor);
    for (const part of parts.slice(opened.from)) {
      if (part.kind === 'text') part.weight = limited(part.weight * factor);
    }
    return true;
  }
  function factorAt(opener: Opener, at: number): number {
    alternation.lastIndex = at;
    return opener === '[' && alternation.test(prompt) ? 1 : brackets[opener].factor;
  }

  for (const match of prompt.matchAll(tokenPattern)) {
    const [source] = match;
    const { escaped, lora, loraWeight, opener, number, closer, break: isBreak } = match.groups ?? {};
    const [start, end] = [match.index, match.index + source.length];
    if (escaped !== undefined) parts.push({ kind: 'text', text: escaped, weight: 1, start, end });
    else if (lora !== undefined)
      loras.push({ name: lora.trim(), weight: limited(Number(loraWeight ?? 1)), start, end });
    else if (isBreak !== undefined) parts.push({ kind: 'break', start, end });
    else if (opener !== undefined && open[opener as Opener].length < maxDepth)
      open[opener as Opener].push({ from: parts.length, factor: factorAt(opener as Opener, start) });
    else if (number !== undefined) {
      if (!close('(', Number(number))) addText(source, start);
    } else if (closer !== undefined) {
      const kind = openers.find((each) => brackets[each].close === closer) ?? '(';
      if (!close(kind)) addText(source, start);
    } else addText(source, start);
  }
  for (const kind of openers) while (close(kind));
  return { parts, loras };
}

function limited(weight: number): number {
  return Math.min(maxWeight, Math.max(-maxWeight, weight));
}

/** Neighbours of one weight are one text: the tokenizer must see whole words. */
function joined(
  parts: ParsedPrompt['parts'],
  mayJoin: (one: PromptText, other: PromptText) => boolean,
): ParsedPrompt['parts'] {
  const result: ParsedPrompt['parts'] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && last.weight === part.weight && mayJoin(last, part)) {
      last.text += part.text;
      last.end = part.end;
    } else result.push(part);
  }
  return result;
}
