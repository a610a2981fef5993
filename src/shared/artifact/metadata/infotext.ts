import { noFacts, type PictureFacts } from './picture-facts.ts';

const negativeMark = 'Negative prompt: ';

/** A LoRA tag as A1111 and its relatives write it; parts after the weight are other strengths of the same. */
const loraTag = /<lora:([^:<>]+)(?::(-?[\d.]+))?[^<>]*>/g;

/**
 * The `parameters` text that A1111, Forge and most galleries read: prompt, negative prompt, one line of settings. LoRAs
 * stand in the prompt as tags, since that is where these programs look for them.
 */
export function formatInfotext(facts: PictureFacts, loraHashes: ReadonlyMap<string, string> = new Map()): string {
  const tagged = new Set(Array.from(facts.prompt.matchAll(loraTag), ([, id = '']) => id));
  const tags = facts.loras.filter(({ id }) => !tagged.has(id)).map(({ id, weight }) => `<lora:${id}:${weight}>`);
  const hashes = facts.loras.flatMap(({ id }) => {
    const hash = loraHashes.get(id);
    return hash === undefined ? [] : [`${id}: ${hash.slice(0, 12)}`];
  });
  const settings: [string, string | number | null][] = [
    ['Steps', facts.steps],
    ['Sampler', facts.sampler],
    ['CFG scale', facts.cfgScale],
    ['Seed', facts.seed],
    ['Size', facts.width === null || facts.height === null ? null : `${facts.width}x${facts.height}`],
    ['Model hash', facts.modelHash],
    ['Model', facts.model],
    ['Lora hashes', hashes.length === 0 ? null : hashes.join(', ')],
    ...Object.entries(facts.extras),
  ];
  const line = settings
    .flatMap(([key, value]) => (value === null ? [] : [`${key}: ${quoted(String(value))}`]))
    .join(', ');
  const prompt = [facts.prompt, ...tags].filter((part) => part !== '').join(' ');
  const negative = facts.negativePrompt === '' ? [] : [`${negativeMark}${facts.negativePrompt}`];
  return [prompt, ...negative, line].join('\n');
}

function quoted(value: string): string {
  return /[,\n:"]/.test(value) ? JSON.stringify(value) : value;
}

/**
 * Reads a `parameters` text. The last line counts as settings only where it names the steps, so that a prompt that ends in
 * "ratio 16:9" stays whole. Never fails: what is not understood is prompt.
 */
export function parseInfotext(text: string): PictureFacts {
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  const settings = settingsOf(lines.at(-1) ?? '');
  const words = settings.has('Steps') ? lines.slice(0, -1) : lines;
  const values = settings.has('Steps') ? settings : new Map<string, string>();
  const at = words.findIndex((line) => line.startsWith(negativeMark.trim()));
  const prompt = (at === -1 ? words : words.slice(0, at)).join('\n').trim();
  const negative = at === -1 ? '' : words.slice(at).join('\n').slice(negativeMark.trim().length).trim();
  const take = (key: string): string | null => {
    const value = values.get(key) ?? null;
    values.delete(key);
    return value;
  };
  const [width = null, height = null] = (take('Size') ?? '').split('x').map(numberOf);
  return {
    ...noFacts('a1111'),
    prompt,
    negativePrompt: negative,
    steps: numberOf(take('Steps')),
    sampler: take('Sampler'),
    cfgScale: numberOf(take('CFG scale')),
    seed: take('Seed'),
    width,
    height,
    modelHash: take('Model hash'),
    model: take('Model'),
    loras: Array.from(prompt.matchAll(loraTag), ([, id = '', weight]) => ({
      id,
      weight: numberOf(weight ?? '1') ?? 1,
    })),
    extras: Object.fromEntries(values),
  };
}

/** `Key: value, …`, where a value may be quoted as JSON or be JSON itself. */
function settingsOf(line: string): Map<string, string> {
  const found = new Map<string, string>();
  const key = /\s*(\w[\w \-/]*\w):\s*/y;
  let at = 0;
  while (at < line.length) {
    key.lastIndex = at;
    const name = key.exec(line)?.[1];
    if (name === undefined) {
      const comma = line.indexOf(',', at);
      if (comma === -1) break;
      at = comma + 1;
      continue;
    }
    const end = valueEnd(line, key.lastIndex);
    found.set(name, unquoted(line.slice(key.lastIndex, end).trim()));
    at = end + 1;
  }
  return found;
}

/** Index of the comma after a value that begins here; commas in quotes and braces are part of it. */
function valueEnd(line: string, from: number): number {
  const opening = line[from] ?? '';
  if (!'"{['.includes(opening) || opening === '') return indexOrEnd(line, ',', from);
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (isQuoted) {
      if (character === '\\') at += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if ('{['.includes(character)) depth += 1;
    else if ('}]'.includes(character)) depth -= 1;
    if (!isQuoted && depth === 0) return indexOrEnd(line, ',', at + 1);
  }
  // It never closes: an ordinary value that begins with such a mark.
  return indexOrEnd(line, ',', from);
}

function indexOrEnd(line: string, mark: string, from: number): number {
  const at = line.indexOf(mark, from);
  return at === -1 ? line.length : at;
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'string' ? parsed : value;
  } catch {
    return value;
  }
}

function numberOf(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
