import { randomInt } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ChatRequest, Message } from 'ollama';
import { ParameterValidationError, type JsonObject, type JsonValue } from '../../../shared/base/index.ts';
import type { EngineJob } from '../engine.ts';

/** Parameters that Ollama takes as `options` of a request, under their own names. */
const optionNames = ['temperature', 'top_p', 'top_k', 'num_predict'] as const;

/** Most bytes of all pictures of a request; they are sent as text inside it. */
const maxPictureBytes = 32 * 1024 * 1024;

/** The seeds of the template. */
const seedCount = 2 ** 31;

/** A chat of `/api/chat` with one question; the seed is drawn here where the user gave none. */
export async function toChatRequest({ template, parameters }: EngineJob): Promise<ChatRequest & { stream: true }> {
  const { prompt, system, images, format } = parameters;
  const messages: Message[] = [];
  if (typeof system === 'string' && system !== '') messages.push({ role: 'system', content: system });
  const pictures = await readPictures(Array.isArray(images) ? images : []);
  messages.push({
    role: 'user',
    content: typeof prompt === 'string' ? prompt : '',
    ...(pictures.length === 0 ? {} : { images: pictures }),
  });
  const options = Object.fromEntries(
    optionNames.flatMap((name) => (typeof parameters[name] === 'number' ? [[name, parameters[name]]] : [])),
  );
  return {
    model: template.endpoint,
    messages,
    stream: true,
    ...(isFormat(format) ? { format } : {}),
    options: { ...options, seed: seedOf(parameters) },
  };
}

function isFormat(format: JsonValue | undefined): format is string | JsonObject {
  return (typeof format === 'string' && format !== '') || (typeof format === 'object' && format !== null);
}

function seedOf({ seed }: JsonObject): number {
  return seed === undefined || seed === null || seed === '' ? randomInt(seedCount) : Number(seed);
}

async function readPictures(files: readonly JsonValue[]): Promise<string[]> {
  const pictures: string[] = [];
  let bytes = 0;
  for (const file of files.filter((each) => typeof each === 'string')) {
    bytes += (await stat(file)).size;
    if (bytes > maxPictureBytes) throw tooLarge();
    pictures.push((await readFile(file)).toString('base64'));
  }
  return pictures;
}

function tooLarge(): Error {
  const reason = `The pictures have more than ${maxPictureBytes / 1024 / 1024} MB together.`;
  return new ParameterValidationError('invalid', reason, {
    hint: 'Use fewer or smaller pictures.',
    place: { parameter: 'images' },
    values: { parameter: 'images', model: 'ollama', reason },
  });
}
