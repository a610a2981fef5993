import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../base/index.ts';
import { importReplicate } from './import-replicate.ts';
import type { ImportedModel } from './finish-import.ts';

interface Published {
  properties: JsonObject;
  required?: string[];
  output?: JsonValue;
  schemas?: JsonObject;
  example?: { input: JsonObject; output: JsonValue };
  name?: string;
}

/** Imports a model that Replicate would publish like this. */
function publish({ properties, required, output, schemas, example, name }: Published): ImportedModel {
  const Input = { type: 'object', title: 'Input', properties, ...(required === undefined ? {} : { required }) };
  const Output = output ?? { type: 'string', format: 'uri' };
  return importReplicate({
    address: { provider: 'replicate', endpoint: `owner/${name ?? 'picture-maker'}`, version: null },
    description: 'Makes pictures.',
    version: 'f'.repeat(64),
    openapiSchema: { components: { schemas: { Input, Output, ...schemas } } },
    example: example ?? null,
  });
}

const parametersOf = (properties: JsonObject, schemas: JsonObject = {}): JsonValue | undefined =>
  publish({ properties, schemas }).template.parameters.properties;

describe('parameters of a Replicate model', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'a plain number',
      { type: 'integer', title: 'Steps', default: 4, minimum: 1, maximum: 9 },
      { type: 'integer', title: 'Steps', default: 4, minimum: 1, maximum: 9 },
    ],
    [
      'an enum by reference',
      { allOf: [{ $ref: '#/components/schemas/size' }], default: '1K', 'x-order': 2 },
      { type: 'string', title: 'size', enum: ['1K', '2K'], default: '1K' },
    ],
    ['an enum without a type', { enum: [1, 2] }, { type: 'integer', enum: [1, 2] }],
    [
      'a default that no choice is',
      { allOf: [{ $ref: '#/components/schemas/size' }], default: '9K' },
      { type: 'string', title: 'size', enum: ['1K', '2K'] },
    ],
    ['a default of null', { type: 'integer', default: null }, { type: 'integer' }],
    [
      'a default beyond its bounds',
      { type: 'number', default: 20, maximum: 10 },
      { type: 'number', default: 20, maximum: 20 },
    ],
    ['an integer with a broken default', { type: 'integer', default: 13.5 }, { type: 'number', default: 13.5 }],
    [
      'a value that may be null',
      { type: 'integer', nullable: true, format: 'uint8' },
      { type: 'integer', minimum: 0, maximum: 255 },
    ],
    [
      'null as an alternative',
      { anyOf: [{ type: 'string' }, { type: 'null' }], title: 'Text' },
      { type: 'string', title: 'Text' },
    ],
    [
      'two alternatives',
      { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
      { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    ],
    ['a pattern', { type: 'string', pattern: '^(a+)+$' }, { type: 'string' }],
    [
      'a file',
      { type: 'string', format: 'uri', description: 'Input image' },
      { type: 'string', format: 'uri', contentMediaType: 'image/*', description: 'Input image' },
    ],
    [
      'a file with a default',
      { type: 'string', format: 'uri', default: 'https://example.com/a.bin' },
      { type: 'string', format: 'uri' },
    ],
    [
      'a list of files',
      { type: 'array', items: { type: 'string', format: 'uri' }, default: [], title: 'Photos' },
      { type: 'array', title: 'Photos', default: [], items: { type: 'string', format: 'uri' } },
    ],
    ['a reference to nothing', { $ref: '#/components/schemas/nowhere', title: 'X' }, { title: 'X' }],
  ])('%s', (_name, published, expected) => {
    const size = { type: 'string', title: 'size', enum: ['1K', '2K'] };
    expect(parametersOf({ x: published }, { size })).toEqual({ x: expected });
  });

  it('follow x-order, the others come last', () => {
    const properties = {
      seed: { type: 'integer' },
      size: { type: 'string', 'x-order': 1 },
      prompt: { type: 'string', 'x-order': 0 },
    };
    expect(Object.keys(parametersOf(properties) as object)).toEqual(['prompt', 'size', 'seed']);
  });

  it('keep no password, and say so', () => {
    const secret = { type: 'string', format: 'password', 'x-cog-secret': true };
    const { template, notes } = publish({ properties: { hf_token: secret, prompt: { type: 'string' } } });
    expect(Object.keys(template.parameters.properties as object)).toEqual(['prompt']);
    expect(notes).toContainEqual({ code: 'secret-dropped', parameter: 'hf_token', detail: null });
    const needed = publish({ properties: { hf_token: secret }, required: ['hf_token'] });
    expect(needed.notes).toContainEqual({ code: 'secret-required', parameter: 'hf_token', detail: null });
    expect(needed.template.parameters.required).toEqual([]);
  });

  it('end a circle of references', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/node' } } };
    const { notes } = publish({ properties: { tree: { $ref: '#/components/schemas/node' } }, schemas: { node } });
    expect(notes).toContainEqual({ code: 'depth-limited', parameter: null, detail: '8' });
  });

  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`p${index}`, { type: 'string' }]));
  const wide = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [`p${index}`, { $ref: '#/components/schemas/wide' }]),
  );
  it.each<[string, Published, string]>([
    ['no properties', { properties: undefined as unknown as JsonObject }, 'no-schema'],
    ['more than 200 parameters', { properties: many }, 'too-complex'],
    [
      'references that multiply',
      { properties: { x: { $ref: '#/components/schemas/wide' } }, schemas: { wide: { properties: wide } } },
      'too-complex',
    ],
    [
      'more than 2,000 choices',
      { properties: { x: { enum: Array.from({ length: 2001 }, (_, index) => index) } } },
      'too-complex',
    ],
  ])('%s are refused', (_name, published, kind) => {
    expect(() => publish(published)).toThrow(expect.objectContaining({ code: 'TemplateError', kind }));
  });
});

describe('output of a Replicate model', () => {
  const uri = { type: 'string', format: 'uri' };
  const at = (extension: string): string => `https://replicate.delivery/a/out.${extension}`;
  it.each<[string, JsonValue, JsonValue, object]>([
    ['one picture', uri, at('png'), { asset_type: 'image', extension: 'png' }],
    [
      'a list of pictures',
      { type: 'array', items: uri },
      [at('jpeg'), at('jpeg')],
      { asset_type: 'image', extension: 'jpg' },
    ],
    ['a film', uri, at('mp4'), { asset_type: 'video', extension: 'mp4' }],
    ['a sound', uri, at('wav'), { asset_type: 'audio', extension: 'wav' }],
    [
      'text in pieces',
      { type: 'array', items: { type: 'string' }, 'x-cog-array-display': 'concatenate' },
      ['a', 'b'],
      { asset_type: 'text' },
    ],
    [
      'text that mentions an address',
      { type: 'string' },
      'see https://example.com/a.png there',
      { asset_type: 'text' },
    ],
    ['a text that is an address', { type: 'string' }, at('webp'), { asset_type: 'image', extension: 'webp' }],
    [
      'an object with files',
      { type: 'object', properties: { film: uri, text: { type: 'string' } } },
      { film: at('mp4'), text: 'x' },
      { asset_type: 'video', extension: 'mp4' },
    ],
    ['an object without', { type: 'object' }, { score: 1 }, { asset_type: 'text' }],
    ['a file without an example', uri, null, { asset_type: 'image' }],
  ])('%s', (_name, output, example, expected) => {
    const { template, isOutputOpen } = publish({ properties: {}, output, example: { input: {}, output: example } });
    expect({ output: template.output, isOutputOpen }).toEqual({ output: expected, isOutputOpen: false });
  });

  it('of a kind that Telar cannot keep is left to the user', () => {
    const made = publish({ properties: {}, example: { input: {}, output: at('glb') } });
    expect(made.isOutputOpen).toBe(true);
    expect(made.notes).toContainEqual({ code: 'output-unsupported', parameter: null, detail: 'glb' });
  });

  it('takes the extension from a parameter whose choices are extensions', () => {
    const format = { enum: ['webp', 'png'], default: 'webp', type: 'string' };
    const { template } = publish({ properties: { output_format: format }, example: { input: {}, output: at('png') } });
    expect(template.output.extension).toEqual({ parameter: 'output_format', default: 'webp' });
  });
});

describe('capabilities', () => {
  const prompt = { type: 'string' };
  const image = { type: 'string', format: 'uri', description: 'image' };
  it.each<[string, JsonObject, string[], string, string[]]>([
    ['picture-maker', { prompt }, [], 'png', ['text-to-image']],
    ['picture-maker', { prompt, image, mask: image }, [], 'png', ['text-to-image', 'image-to-image', 'inpainting']],
    ['picture-maker', { prompt, image }, ['image'], 'png', ['image-to-image']],
    ['real-esrgan', { image }, ['image'], 'png', ['upscale']],
    ['rembg', { image }, ['image'], 'png', ['background-removal']],
    ['film', { prompt, image }, [], 'mp4', ['text-to-video', 'image-to-video']],
    ['music', { prompt }, [], 'wav', ['text-to-music']],
    ['xtts-voice', { text: prompt }, [], 'wav', ['text-to-speech']],
  ])('%s with %j', (name, properties, required, extension, expected) => {
    const example = { input: {}, output: `https://replicate.delivery/a.${extension}` };
    expect(publish({ name, properties, required, example }).template.capabilities).toEqual(expected);
  });
});

describe('the stored example', () => {
  const properties: JsonObject = {
    width: { type: 'integer', maximum: 1024 },
    seed: { type: 'integer' },
    size: { enum: ['a'] },
  };
  it.each<[JsonObject, JsonObject | null]>([
    [{ width: '512', seed: null, gone: 1 }, { width: 512 }],
    [{ width: 2048 }, null],
    [{ size: 'b' }, null],
  ])('%j becomes %j', (input, expected) => {
    expect(publish({ properties, example: { input, output: null } }).example).toEqual(expected);
  });
});
