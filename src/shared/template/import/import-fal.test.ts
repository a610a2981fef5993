import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/index.ts';
import { importFal } from './import-fal.ts';

/** The queue document of a fal endpoint, cut down to what is read. */
function queueDocument(
  endpoint: string,
  input: JsonObject,
  output: JsonObject,
  category = 'text-to-image',
): JsonObject {
  const content = (name: string): JsonObject => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const ImageSize = {
    type: 'object',
    properties: { width: { type: 'integer', maximum: 14142 }, height: { type: 'integer' } },
  };
  return {
    openapi: '3.0.4',
    info: { title: endpoint, 'x-fal-metadata': { endpointId: endpoint, category } },
    components: {
      schemas: { ImageSize, In: { type: 'object', ...input }, Out: { type: 'object', properties: output } },
    },
    paths: {
      [`/${endpoint}`]: { post: { requestBody: { required: true, ...content('In') }, responses: {} } },
      [`/${endpoint}/requests/{request_id}`]: { get: { responses: { '200': content('Out') } } },
    },
  };
}

const importOf = (openapi: JsonValue): ReturnType<typeof importFal> =>
  importFal({ address: { provider: 'fal', endpoint: 'fal-ai/flux/dev', version: null }, openapi });

const input: JsonObject = {
  'x-fal-order-properties': ['prompt', 'image_size', 'num_images', 'image_url'],
  required: ['prompt'],
  properties: {
    num_images: { type: 'integer', default: 1, minimum: 1, maximum: 4 },
    prompt: { type: 'string', examples: ['a red house'] },
    image_url: { type: 'string', title: 'Image Url', examples: ['https://fal.media/x.png'] },
    image_size: {
      anyOf: [{ $ref: '#/components/schemas/ImageSize' }, { type: 'string', enum: ['square', 'landscape_4_3'] }],
      default: 'landscape_4_3',
    },
    output_format: { enum: ['jpeg', 'png'], type: 'string', default: 'jpeg' },
  },
};

it('a fal endpoint becomes a template', () => {
  const { template, example, notes, isOutputOpen } = importOf(
    queueDocument('fal-ai/flux/dev', input, { images: { type: 'array' }, seed: { type: 'integer' } }),
  );
  expect(template).toMatchObject({
    id: 'fal/fal-ai/flux/dev',
    provider: 'fal',
    endpoint: 'fal-ai/flux/dev',
    title: 'Flux dev',
    capabilities: ['text-to-image', 'image-to-image'],
    output: { asset_type: 'image', extension: { parameter: 'output_format', default: 'jpeg' } },
    cost: { kind: 'unknown' },
  });
  expect(template.parameters).toEqual({
    type: 'object',
    required: ['prompt'],
    additionalProperties: false,
    properties: {
      prompt: { type: 'string' },
      image_size: {
        anyOf: [
          { type: 'object', properties: { width: { type: 'integer', maximum: 14142 }, height: { type: 'integer' } } },
          { type: 'string', enum: ['square', 'landscape_4_3'] },
        ],
        default: 'landscape_4_3',
      },
      num_images: { type: 'integer', default: 1, minimum: 1, maximum: 4 },
      image_url: { type: 'string', title: 'Image Url', format: 'uri', contentMediaType: 'image/*' },
      output_format: { enum: ['jpeg', 'png'], type: 'string', default: 'jpeg' },
    },
  });
  expect(Object.keys(template.parameters.properties as object).slice(0, 2)).toEqual(['prompt', 'image_size']);
  expect({ example, isOutputOpen }).toEqual({ example: { prompt: 'a red house' }, isOutputOpen: false });
  expect(notes.map((note) => `${note.code} ${note.parameter ?? ''}`)).toEqual([
    'file-guessed image_url',
    'media-guessed image_url',
  ]);
});

it.each([
  [{ video: {} }, 'text-to-video', { asset_type: 'video', extension: 'mp4' }],
  [{ audio: {} }, 'text-to-speech', { asset_type: 'audio', extension: 'mp3' }],
  [{ image: {}, seed: {} }, 'image-to-image', { asset_type: 'image' }],
  [{ output: { type: 'string' } }, 'vision', { asset_type: 'text' }],
  [{ strange: {} }, 'text-to-music', { asset_type: 'audio' }],
])('an endpoint that delivers %j makes that', (output, category, expected) => {
  const { properties } = input;
  const plain = { prompt: (properties as JsonObject).prompt ?? {} };
  const { template } = importOf(queueDocument('fal-ai/flux/dev', { properties: plain }, output, category));
  expect(template.output).toEqual(expected);
});

it('the document of another endpoint is no schema of this one', () => {
  const openapi = queueDocument('fal-ai/other', input, {});
  expect(() => importOf(openapi)).toThrow(expect.objectContaining({ code: 'TemplateError', kind: 'no-schema' }));
});
