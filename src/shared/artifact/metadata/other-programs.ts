import { z } from 'zod';
import { parseInfotext } from './infotext.ts';
import { noFacts, type PictureFacts } from './picture-facts.ts';
import { readComfyGraph } from './comfy-graph.ts';
import { telarRecord } from './telar-record.ts';

/** Texts of a file by keyword, as PNG has them; those of EXIF and XMP have the keyword that PNG would use. */
export type MetadataTexts = ReadonlyMap<string, string>;

const number = z.coerce.number().nullable().catch(null);
const text = z.string().catch('');
const name = z.string().nullable().catch(null);
const seed = z.union([z.string(), z.number()]).transform(String).nullable().catch(null);

/** All that the texts of a file say of how it was made, Telar's own record first. What cannot be read is passed over. */
export function factsOf(texts: MetadataTexts): PictureFacts[] {
  const readers = [telar, parameters, comfy, invoke, novel, midjourney];
  return readers.flatMap((read) => read(texts) ?? []);
}

function telar(texts: MetadataTexts): PictureFacts | null {
  const record = telarRecord.safeParse(jsonOf(texts.get('telar')));
  return record.success ? record.data.facts : null;
}

/** `parameters` is text of A1111 and Forge, and JSON of Fooocus and SwarmUI. */
function parameters(texts: MetadataTexts): PictureFacts | null {
  const found = texts.get('parameters');
  if (found === undefined || found.trim() === '') return null;
  const json = jsonOf(found);
  if (json === null || typeof json !== 'object') {
    const facts = parseInfotext(found);
    return texts.has('fooocus_scheme') ? { ...facts, source: 'fooocus' } : facts;
  }
  return 'sui_image_params' in json ? swarm(json.sui_image_params) : fooocus(json);
}

const fooocusJson = z.looseObject({
  prompt: text,
  negative_prompt: text,
  seed,
  steps: number,
  guidance_scale: number,
  sampler: name,
  resolution: text,
  base_model: name,
  base_model_hash: name,
});

function fooocus(json: object): PictureFacts | null {
  const parsed = fooocusJson.safeParse(json);
  if (!parsed.success) return null;
  const { data } = parsed;
  const [width = null, height = null] = (data.resolution.match(/\d+/g) ?? []).map(Number);
  const loras = Object.entries(data).flatMap(([key, value]) => {
    const [id, weight] =
      key.startsWith('lora_combined') && typeof value === 'string' ? value.split(/ : (?=[^:]*$)/) : [];
    return id === undefined || weight === undefined ? [] : [{ id, weight: Number(weight) }];
  });
  return {
    ...noFacts('fooocus'),
    prompt: data.prompt,
    negativePrompt: data.negative_prompt,
    seed: data.seed,
    steps: data.steps,
    cfgScale: data.guidance_scale,
    sampler: data.sampler,
    width,
    height,
    model: data.base_model,
    modelHash: data.base_model_hash,
    loras,
  };
}

const swarmJson = z.looseObject({
  prompt: text,
  negativeprompt: text,
  model: name,
  seed,
  steps: number,
  cfgscale: number,
  width: number,
  height: number,
  sampler: name,
  loras: z.array(z.string()).catch([]),
  loraweights: z.array(z.coerce.number()).catch([]),
});

function swarm(json: unknown): PictureFacts | null {
  const parsed = swarmJson.safeParse(json);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    ...noFacts('swarmui'),
    prompt: data.prompt,
    negativePrompt: data.negativeprompt,
    seed: data.seed,
    steps: data.steps,
    cfgScale: data.cfgscale,
    sampler: data.sampler,
    width: data.width,
    height: data.height,
    model: data.model,
    loras: data.loras.map((id, i) => ({ id, weight: data.loraweights[i] ?? 1 })),
  };
}

function comfy(texts: MetadataTexts): PictureFacts | null {
  return readComfyGraph(jsonOf(texts.get('prompt')));
}

const invokeModel = z
  .union([
    z.string(),
    z.looseObject({ name: z.string() }).transform((each) => each.name),
    z.looseObject({ model_name: z.string() }).transform((each) => each.model_name),
  ])
  .nullable()
  .catch(null);
const invokeJson = z.looseObject({
  positive_prompt: text,
  negative_prompt: text,
  seed,
  steps: number,
  cfg_scale: number,
  scheduler: name,
  width: number,
  height: number,
  model: invokeModel,
  loras: z
    .array(
      z.looseObject({
        model: invokeModel.optional(),
        lora: invokeModel.optional(),
        weight: z.coerce.number().catch(1),
      }),
    )
    .catch([]),
});

/** Also the older `sd-metadata`, which keeps the same a level deeper under other names. */
function invoke(texts: MetadataTexts): PictureFacts | null {
  const parsed = invokeJson.safeParse(jsonOf(texts.get('invokeai_metadata')));
  if (!parsed.success) return oldInvoke(texts);
  const { data } = parsed;
  return {
    ...noFacts('invokeai'),
    prompt: data.positive_prompt,
    negativePrompt: data.negative_prompt,
    seed: data.seed,
    steps: data.steps,
    cfgScale: data.cfg_scale,
    sampler: data.scheduler,
    width: data.width,
    height: data.height,
    model: data.model,
    loras: data.loras.flatMap(({ model, lora, weight }) => {
      const id = model ?? lora ?? null;
      return id === null ? [] : [{ id, weight }];
    }),
  };
}

const oldInvokeJson = z.looseObject({
  model_weights: name,
  image: z.looseObject({
    prompt: z
      .union([z.string(), z.array(z.looseObject({ prompt: z.string() })).transform((all) => all[0]?.prompt ?? '')])
      .catch(''),
    seed,
    steps: number,
    cfg_scale: number,
    sampler: name,
    width: number,
    height: number,
  }),
});

function oldInvoke(texts: MetadataTexts): PictureFacts | null {
  const parsed = oldInvokeJson.safeParse(jsonOf(texts.get('sd-metadata')));
  if (!parsed.success) return null;
  const { image, model_weights: model } = parsed.data;
  const { prompt, seed: drawn, steps, cfg_scale: cfgScale, sampler, width, height } = image;
  return { ...noFacts('invokeai'), prompt, seed: drawn, steps, cfgScale, sampler, width, height, model };
}

const novelJson = z.looseObject({
  prompt: text,
  uc: text,
  seed,
  steps: number,
  scale: number,
  sampler: name,
  width: number,
  height: number,
});

function novel(texts: MetadataTexts): PictureFacts | null {
  if (texts.get('Software') !== 'NovelAI') return null;
  const parsed = novelJson.safeParse(jsonOf(texts.get('Comment')));
  if (!parsed.success) return { ...noFacts('novelai'), prompt: texts.get('Description') ?? '' };
  const { data } = parsed;
  return {
    ...noFacts('novelai'),
    prompt: data.prompt === '' ? (texts.get('Description') ?? '') : data.prompt,
    negativePrompt: data.uc,
    seed: data.seed,
    steps: data.steps,
    cfgScale: data.scale,
    sampler: data.sampler,
    width: data.width,
    height: data.height,
    model: texts.get('Source') ?? null,
  };
}

function midjourney(texts: MetadataTexts): PictureFacts | null {
  const found = texts.get('Description') ?? '';
  const job = /\s*Job ID: ?([0-9a-f-]{36})\s*$/.exec(found);
  if (job === null) return null;
  const words = found.slice(0, job.index).trim();
  // The parameters follow the prompt as options of a command.
  const options = words.search(/\s--\w/);
  return {
    ...noFacts('midjourney'),
    prompt: options === -1 ? words : words.slice(0, options),
    extras: { 'Job ID': job[1] ?? '', ...(options === -1 ? {} : { Options: words.slice(options).trim() }) },
  };
}

function jsonOf(found: string | undefined): unknown {
  if (found === undefined) return null;
  try {
    return JSON.parse(found);
  } catch {
    return null;
  }
}
