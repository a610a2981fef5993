import { hashJson, type JsonObject, type JsonValue } from '../../../shared/base/index.ts';
import { isFileParameter, withDefaults, type ModelTemplate } from '../../../shared/template/index.ts';
import type { FileHasher } from '../../platform/index.ts';
import type { EngineJob } from '../engine.ts';
import type { Colour } from '../../picture/index.ts';
import { firstText } from './read-parameters.ts';

/** What a placeholder is made of. Equal jobs have equal facts, wherever their files lie. */
export interface JobFacts {
  /** SHA-256 of model, parameters (files by content) and cell, 64 hex digits. */
  digest: string;
  /** The seed that was given, else one drawn from the digest. */
  seed: string;
  prompt: string;
  /** Parameters with the template's defaults. */
  filled: JsonObject;
  colour: Colour;
}

const promptNames = ['prompt', 'text', 'gen_text', 'script', 'lyrics', 'input', 'text_prompt', 'message'];

/** Reads a job; its input files are hashed. */
export async function readJobFacts(job: EngineJob, hasher: FileHasher): Promise<JobFacts> {
  const { template, parameters, label } = job;
  const byContent: JsonObject = {};
  for (const [name, value] of Object.entries(parameters)) {
    byContent[name] = isFileParameter(template, name) ? await contentOf(value, hasher) : value;
  }
  const digest = hashJson({ model: template.id, version: template.version, parameters: byContent, label });
  const { seed } = parameters;
  const filled = withDefaults(template, parameters);
  return {
    digest,
    seed: typeof seed === 'number' || (typeof seed === 'string' && seed !== '') ? String(seed) : drawnSeed(digest),
    prompt: firstText(filled, promptNames) ?? '',
    filled,
    colour: colourOf(digest),
  };
}

/** Whether the model's text is what it says, not a description of a sound. */
export function isSpeechModel(template: ModelTemplate): boolean {
  return template.capabilities.some((each) => /speech|voice|tts/i.test(each));
}

async function contentOf(value: JsonValue, hasher: FileHasher): Promise<JsonValue> {
  if (Array.isArray(value)) return Promise.all(value.map((each) => contentOf(each, hasher)));
  if (typeof value !== 'string' || value === '') return value;
  return (await hasher.hash(value)) ?? 'missing';
}

/** A whole number below 2^31, which every provider takes as a seed. */
function drawnSeed(digest: string): string {
  return String(Number.parseInt(digest.slice(0, 8), 16) >>> 1);
}

/** A dark colour, so that white letters stand out. */
function colourOf(digest: string): Colour {
  const hue = Number.parseInt(digest.slice(8, 12), 16) / 65_536;
  const channel = (shift: number): number => {
    const wave = (1 + Math.cos(2 * Math.PI * (hue - shift))) / 2;
    return Math.round(38 + 82 * wave);
  };
  return [channel(0), channel(1 / 3), channel(2 / 3)];
}
