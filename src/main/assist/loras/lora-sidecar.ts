import { z } from 'zod';
import { ModelFileError, type TelarError } from '../../../shared/base/index.ts';

const words = z.array(z.string());
/** Our own part of a description; what it says counts before everything else. */
const ownPart = z
  .object({
    name: z.string(),
    base_model: z.string(),
    trigger_words: words,
    tags: words,
    styles: words,
    medium: z.string(),
    downloads: z.number().min(0),
    rating: z.number().min(0).max(5),
  })
  .partial();

/** `name.json` beside a LoRA, with the keys of A1111 and Forge, and ours under `telar`. */
const describedFile = z
  .object({
    description: z.string(),
    'sd version': z.string(),
    'activation text': z.string(),
    'preferred weight': z.number(),
    telar: ownPart,
  })
  .partial();

/** `name.civitai.info`: the answer of Civitai's `/model-versions/by-hash` as managers of LoRAs keep it. */
const civitaiFile = z
  .object({
    name: z.string(),
    baseModel: z.string(),
    trainedWords: words,
    description: z.string().nullable(),
    stats: z.object({ downloadCount: z.number().min(0), rating: z.number().min(0).max(5) }).partial(),
    model: z.object({ name: z.string(), tags: words, description: z.string().nullable() }).partial(),
  })
  .partial();

/** What the files beside a LoRA say; nothing where they do not. */
export interface Sidecar {
  name?: string | undefined;
  baseModel?: string | undefined;
  triggerWords?: string[] | undefined;
  tags?: string[] | undefined;
  styles?: string[] | undefined;
  medium?: string | undefined;
  description?: string | undefined;
  downloads?: number | undefined;
  rating?: number | undefined;
  recommendedWeight?: number | undefined;
}

/** Reads the text of a `name.json`. Throws ModelFileError `malformed`. */
export function parseDescription(file: string, text: string): Sidecar {
  const read = parse(describedFile, file, text);
  const { telar = {} } = read;
  const activation = read['activation text'];
  const weight = read['preferred weight'];
  return {
    name: telar.name,
    baseModel: telar.base_model ?? knownBase(read['sd version']),
    triggerWords: telar.trigger_words ?? (activation === undefined ? undefined : splitWords(activation)),
    tags: telar.tags,
    styles: telar.styles,
    medium: telar.medium,
    description: read.description,
    downloads: telar.downloads,
    rating: telar.rating,
    // A1111 writes 0 for "none given".
    recommendedWeight: weight !== undefined && weight > 0 && weight <= 4 ? weight : undefined,
  };
}

/** Reads the text of a `name.civitai.info`. Throws ModelFileError `malformed`. */
export function parseCivitaiInfo(file: string, text: string): Sidecar {
  const { baseModel, trainedWords, description, stats, model } = parse(civitaiFile, file, text);
  return {
    name: model?.name,
    baseModel: knownBase(baseModel),
    triggerWords: trainedWords?.flatMap(splitWords),
    tags: model?.tags,
    description: plainText(description ?? model?.description ?? ''),
    downloads: stats?.downloadCount,
    // Nobody has voted: no rating, rather than a bad one.
    rating: stats?.rating === 0 ? undefined : stats?.rating,
  };
}

function parse<T>(schema: z.ZodType<T>, file: string, text: string): T {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw damaged(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it has another form'}`);
}

function damaged(file: string, reason: string): TelarError {
  return new ModelFileError('malformed', `The description ${file} of a LoRA cannot be read: ${reason}.`, {
    hint: 'Mend or remove it: the LoRA is used with what its own file says until then.',
    place: { file },
    values: { file, reason },
  });
}

function splitWords(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Tools write "Unknown" and "Other" where nobody chose. */
function knownBase(text: string | undefined): string | undefined {
  return text === undefined || /^\s*(unknown|other|)\s*$/i.test(text) ? undefined : text;
}

/** Civitai's descriptions are HTML. */
function plainText(html: string): string | undefined {
  const text = html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&\w+;/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text.slice(0, 2_000);
}
