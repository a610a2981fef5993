import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { metadataOf } from '../../src/main/artifact/index.ts';
import { pngSignature, writePngChunks, type PngChunk } from '../../src/main/artifact/metadata/png-chunks.ts';
import { factsOf, formatInfotext, noFacts, parseInfotext } from '../../src/shared/artifact/index.ts';

const latin = (keyword: string, text: string): PngChunk => ({
  type: 'tEXt',
  data: Buffer.from(`${keyword}\0${text}`, 'latin1'),
});
const header: PngChunk = { type: 'IHDR', data: Buffer.from('0000000100000001080200000090', 'hex') };
const end: PngChunk = { type: 'IEND', data: Buffer.alloc(0) };
const png = (...chunks: PngChunk[]): Buffer => writePngChunks([header, ...chunks, end]);
const first = (...chunks: PngChunk[]) => metadataOf(png(...chunks), 'a.png').facts[0];

describe('pictures of other programs', () => {
  it('A1111 and Forge: settings, quoted values, LoRAs, a negative prompt of several lines', () => {
    const text = [
      'a castle <lora:ink:0.7>, ratio 16:9',
      'on a hill',
      'Negative prompt: blurry,',
      'low quality',
      'Steps: 20, Sampler: Euler a, Schedule type: Karras, CFG scale: 7, Seed: 4294967295, Size: 512x768, Model hash: cc6cb27103, ' +
        'Model: dream, Lora hashes: "ink: 0123abcd, pen: 99", Hashes: {"model": "cc6cb27103", "lora:ink": "0123"}, X: 1, Version: v1.9',
    ].join('\n');
    expect(first(latin('parameters', text))).toEqual({
      ...noFacts('a1111'),
      prompt: 'a castle <lora:ink:0.7>, ratio 16:9\non a hill',
      negativePrompt: 'blurry,\nlow quality',
      steps: 20,
      sampler: 'Euler a',
      cfgScale: 7,
      seed: '4294967295',
      width: 512,
      height: 768,
      modelHash: 'cc6cb27103',
      model: 'dream',
      loras: [{ id: 'ink', weight: 0.7 }],
      extras: {
        'Schedule type': 'Karras',
        'Lora hashes': 'ink: 0123abcd, pen: 99',
        Hashes: '{"model": "cc6cb27103", "lora:ink": "0123"}',
        Version: 'v1.9',
      },
    });
  });

  it('a prompt that ends like settings stays a prompt', () => {
    const text = 'a clock\nratio 16:9, time 12:30, score 3:1';
    expect(parseInfotext(text)).toEqual({ ...noFacts('a1111'), prompt: text });
  });

  it('what is written is read again, whatever stands in it', () => {
    const facts = {
      ...noFacts('a1111'),
      prompt: 'x: y, "z"\n{',
      steps: 3,
      seed: '7',
      model: 'a, "b": c',
      extras: { Note: '{[' },
    };
    expect(parseInfotext(formatInfotext(facts))).toEqual(facts);
  });

  it('ComfyUI: prompts, model, LoRAs and size by the links of the sampler', () => {
    const graph = {
      '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sdxl.safetensors' } },
      '2': { class_type: 'LoraLoader', inputs: { lora_name: 'ink.safetensors', strength_model: 0.6, model: ['1', 0] } },
      '3': { class_type: 'CLIPTextEncode', inputs: { text: 'a fox', clip: ['2', 1] } },
      '4': { class_type: 'CLIPTextEncode', inputs: { text: 'dog', clip: ['2', 1] } },
      '5': { class_type: 'EmptyLatentImage', inputs: { width: 640, height: 512, batch_size: 1 } },
      '6': {
        class_type: 'KSampler',
        inputs: {
          seed: 5,
          steps: 25,
          cfg: 6.5,
          sampler_name: 'euler',
          scheduler: 'karras',
          model: ['2', 0],
          positive: ['7', 0],
          negative: ['4', 0],
          latent_image: ['5', 0],
        },
      },
      '7': { class_type: 'ConditioningSetArea', inputs: { conditioning: ['3', 0] } },
    };
    expect(first(latin('prompt', JSON.stringify(graph)))).toEqual({
      ...noFacts('comfyui'),
      prompt: 'a fox',
      negativePrompt: 'dog',
      seed: '5',
      steps: 25,
      cfgScale: 6.5,
      sampler: 'euler',
      width: 640,
      height: 512,
      model: 'sdxl.safetensors',
      loras: [{ id: 'ink.safetensors', weight: 0.6 }],
      extras: { 'Schedule type': 'karras' },
    });
    const circle = { '1': { class_type: 'KSampler', inputs: { steps: 1, model: ['1', 0], positive: ['1', 0] } } };
    expect(first(latin('prompt', JSON.stringify(circle)))).toMatchObject({ source: 'comfyui', steps: 1, prompt: '' });
  });

  it.each([
    [
      'invokeai_metadata',
      {
        positive_prompt: 'a fox',
        negative_prompt: 'dog',
        seed: 9,
        steps: 30,
        cfg_scale: 7.5,
        scheduler: 'unipc',
        width: 512,
        height: 512,
        model: { model_name: 'sd15' },
        loras: [{ lora: { model_name: 'ink' }, weight: 0.5 }],
      },
      { source: 'invokeai', prompt: 'a fox', seed: '9', model: 'sd15', loras: [{ id: 'ink', weight: 0.5 }] },
    ],
    [
      'sd-metadata',
      {
        model_weights: 'sd14',
        image: { prompt: [{ prompt: 'a fox' }], seed: 1, steps: 8, cfg_scale: 7, sampler: 'lms' },
      },
      { source: 'invokeai', prompt: 'a fox', seed: '1', steps: 8, model: 'sd14' },
    ],
    [
      'parameters',
      {
        prompt: 'a fox',
        negative_prompt: '',
        seed: '3',
        steps: 30,
        guidance_scale: 4,
        resolution: '(896, 1152)',
        base_model: 'jugger',
        lora_combined_1: 'ink.safetensors : 0.1',
      },
      { source: 'fooocus', width: 896, height: 1152, cfgScale: 4, loras: [{ id: 'ink.safetensors', weight: 0.1 }] },
    ],
    [
      'parameters',
      {
        sui_image_params: {
          prompt: 'a fox',
          model: 'flux',
          seed: 4,
          steps: 20,
          cfgscale: 1,
          width: 64,
          height: 32,
          loras: ['ink'],
          loraweights: ['0.4'],
        },
      },
      { source: 'swarmui', model: 'flux', cfgScale: 1, loras: [{ id: 'ink', weight: 0.4 }] },
    ],
  ])('%s as JSON', (keyword, json, expected) => {
    expect(first(latin(keyword, JSON.stringify(json)))).toMatchObject(expected);
  });

  it('NovelAI and Midjourney', () => {
    const comment = {
      prompt: 'a fox',
      uc: 'dog',
      seed: 2,
      steps: 28,
      scale: 5,
      sampler: 'k_euler',
      width: 832,
      height: 1216,
    };
    const novel = first(
      latin('Software', 'NovelAI'),
      latin('Source', 'NAI v3'),
      latin('Comment', JSON.stringify(comment)),
    );
    expect(novel).toMatchObject({
      source: 'novelai',
      prompt: 'a fox',
      negativePrompt: 'dog',
      model: 'NAI v3',
      seed: '2',
    });
    const job = 'a fox --ar 3:2 --v 6 Job ID: 01234567-89ab-cdef-0123-456789abcdef';
    expect(first(latin('Description', job))).toMatchObject({
      source: 'midjourney',
      prompt: 'a fox',
      extras: { Options: '--ar 3:2 --v 6' },
    });
  });
});

describe('files that are not as they should be', () => {
  it('a text that would unpack to gigabytes is passed over, the others are read', () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const chunk = { type: 'zTXt', data: Buffer.concat([Buffer.from('parameters\0\0', 'latin1'), bomb]) };
    const { texts, facts } = metadataOf(png(chunk, latin('Title', 'ok')), 'a.png');
    expect([...texts.keys()]).toEqual(['Title']);
    expect(facts).toEqual([]);
  });

  it('JSON that is none, or of another shape, is no fact and no failure', () => {
    expect(factsOf(new Map([['prompt', '{"steps":{}}']]))).toEqual([]);
    for (const text of ['{', '[1]', '"x"', 'null']) {
      expect(
        factsOf(
          new Map([
            ['prompt', text],
            ['invokeai_metadata', text],
            ['telar', text],
          ]),
        ),
      ).toEqual([]);
    }
  });

  it.each([
    ['no picture', Buffer.from('hello'), 'unknown-type'],
    ['only the signature', pngSignature, 'damaged'],
    ['a JPEG without a picture', Buffer.from('ffd8ffe10010', 'hex'), 'damaged'],
    ['a WebP that ends in its header', Buffer.from('RIFF\xff\0\0\0WEBPVP8 \xff\0\0\0', 'latin1'), 'damaged'],
  ])('%s', (_name, bytes, kind) => {
    expect(() => metadataOf(bytes, 'x')).toThrow(expect.objectContaining({ code: 'MediaImportError', kind }));
  });
});
