import { TemplateError, type JsonObject, type JsonValue } from '../../base/index.ts';
import { finishImport, readableTitle, type ImportedModel } from './finish-import.ts';
import type { ImportedOutput } from './guess-output.ts';
import { createNotes, type AddNote } from './import-note.ts';
import { importParameters } from './import-parameters.ts';
import type { ModelAddress } from './model-address.ts';
import { isJsonObject, resolveSchema, valueAt } from './resolve-schema.ts';

/** An endpoint of fal with the OpenAPI document of its queue. */
export interface FalSource {
  address: ModelAddress;
  openapi: JsonValue;
}

/**
 * A template from a fal endpoint. The document describes `POST /{endpoint}` with the input and
 * `GET /{endpoint}/requests/{request_id}` with the output, both by reference; `x-fal-order-properties` orders the form,
 * `info.x-fal-metadata.category` says what the model is for. Throws TemplateError `no-schema`, `too-complex`, `schema`.
 */
export function importFal({ address, openapi }: FalSource): ImportedModel {
  const { notes, add } = createNotes();
  const input = resolveSchema(openapi, inputSchema(openapi, address.endpoint), add);
  const output = resolveSchema(openapi, outputSchema(openapi, address.endpoint), add);
  const metadata = valueAt(openapi, 'info', 'x-fal-metadata');
  const category = textAt(metadata, 'category');
  const listed = input['x-fal-order-properties'];
  const order = Array.isArray(listed) ? listed.filter((each) => typeof each === 'string') : [];
  const parameters = importParameters({ schema: input, order, filesByName: true }, add);
  const draft = {
    address,
    title: readableTitle(address.endpoint.replace(/^fal-ai\//, '').replaceAll('/', ' ')),
    description: textAt(metadata, 'description'),
    version: null,
    words: `${address.endpoint} ${category}`,
    parameters,
    output: falOutput(output, category, add),
    example: exampleOf(input),
  };
  return finishImport(draft, notes, add);
}

function inputSchema(openapi: JsonValue, endpoint: string): JsonValue | undefined {
  const body = valueAt(
    openapi,
    'paths',
    `/${endpoint}`,
    'post',
    'requestBody',
    'content',
    'application/json',
    'schema',
  );
  if (body === undefined) {
    throw new TemplateError('no-schema', 'The provider publishes no schema of what this model takes.', {
      hint: 'Check the id; a model that only its owner can see may have none.',
    });
  }
  return body;
}

function outputSchema(openapi: JsonValue, endpoint: string): JsonValue | undefined {
  const path = `/${endpoint}/requests/{request_id}`;
  return valueAt(openapi, 'paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema');
}

/** Fields in which fal's endpoints deliver, with what they hold. */
const deliveries: readonly (readonly [RegExp, ImportedOutput])[] = [
  [/^videos?$/, { assetType: 'video', extension: 'mp4' }],
  [/^(images?|.*_image)$/, { assetType: 'image', extension: null }],
  [/^(audio|audio_file|audio_url|speech|music)$/, { assetType: 'audio', extension: null }],
  [/^(output|text|results?|response|transcript)$/, { assetType: 'text', extension: null }],
];

function falOutput(schema: JsonObject, category: string, add: AddNote): ImportedOutput {
  const names = Object.keys(isJsonObject(schema.properties) ? schema.properties : {});
  const found = deliveries.find(([pattern]) => names.some((name) => pattern.test(name)));
  const made = /-to-(image|video|audio|speech|music|text)$/.exec(category)?.[1];
  const byCategory = made === 'speech' || made === 'music' ? 'audio' : made;
  if (found === undefined) {
    const assetType = (byCategory ?? null) as ImportedOutput['assetType'];
    add('output-guessed', null, assetType);
    return { assetType, extension: null };
  }
  const [, output] = found;
  if (output.assetType === 'text' && byCategory !== undefined && byCategory !== 'text')
    add('output-guessed', null, 'text');
  return output.assetType === 'audio' ? { ...output, extension: 'mp3' } : output;
}

/** The first example of each parameter that has some. Files stay out: they are addresses on the provider's side. */
function exampleOf(input: JsonObject): JsonObject | null {
  const properties = isJsonObject(input.properties) ? Object.entries(input.properties) : [];
  const entries = properties.flatMap(([name, schema]): [string, JsonValue][] => {
    const examples = isJsonObject(schema) ? schema.examples : undefined;
    const first = Array.isArray(examples) ? examples[0] : undefined;
    return first === undefined || JSON.stringify(first).includes('://') ? [] : [[name, first]];
  });
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function textAt(value: JsonValue | undefined, key: string): string {
  const found = valueAt(value, key);
  return typeof found === 'string' ? found : '';
}
