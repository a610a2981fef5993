import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLoraHeader } from '../../src/main/assist/loras/lora-header.ts';
import { createLoraRegistry } from '../../src/main/assist/loras/lora-registry.ts';
import { readHeader, readShelf } from './lora-shelf.ts';

const neon = join(resolve(import.meta.dirname, '../..'), 'resources/loras/neon.safetensors');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-shelf-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a LoRA is described by', () => {
  it('nothing but its name, and then counts for no model', async () => {
    await copyFile(neon, join(folder, 'glow.safetensors'));
    const { candidates, problems } = await readShelf(folder);
    expect(problems).toEqual([]);
    expect(candidates).toMatchObject([{ id: 'glow', name: 'glow', baseModel: null, missing: false, styles: [] }]);
  });

  it('the file that A1111 keeps beside it, then what Civitai said of it', async () => {
    await copyFile(neon, join(folder, 'glow.safetensors'));
    await writeFile(
      join(folder, 'glow.json'),
      `\uFEFF${JSON.stringify({ 'sd version': 'Unknown', 'activation text': 'glow, shine', 'preferred weight': 0, notes: 'x' })}`,
    );
    const civitai = {
      baseModel: 'SDXL 1.0',
      trainedWords: ['other'],
      description: '<p>Soft&nbsp;light</p>',
      stats: { downloadCount: 1200, rating: 0 },
      model: { name: 'Glow XL', tags: ['light'] },
    };
    await writeFile(join(folder, 'glow.civitai.info'), JSON.stringify(civitai));
    const [candidate] = (await readShelf(folder)).candidates;
    expect(candidate).toEqual({
      id: 'glow',
      name: 'Glow XL',
      file: join(folder, 'glow.safetensors'),
      missing: false,
      baseModel: 'SDXL 1.0',
      triggerWords: ['glow', 'shine'],
      tags: ['light'],
      styles: [],
      description: 'Soft light',
      downloads: 1200,
    });
  });

  it('its own header', () => {
    const metadata = new Map([
      ['ss_base_model_version', 'sdxl_base_v1-0'],
      ['ss_tag_frequency', JSON.stringify({ '10_set': { house: 3, 'blue sky': 9 }, '5_more': { house: 8 } })],
      ['modelspec.trigger_phrase', 'my style'],
    ]);
    expect(readLoraHeader({ metadata, shapes: new Map() })).toMatchObject({
      baseModel: 'sdxl_base_v1-0',
      tags: ['house', 'blue sky'],
      triggerWords: ['my style'],
    });
    const shapes = new Map([
      ['lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight', [8, 768]],
    ]);
    expect(readLoraHeader({ metadata: new Map(), shapes }).baseModel).toBe('sd1');
  });
});

it.each([
  ['no JSON', '{ "telar": '],
  ['another form', '{ "telar": { "styles": "neon" } }'],
  ['nothing', ''],
])('a description that is %s is a problem, and its LoRA is still there', async (_what, text) => {
  await copyFile(neon, join(folder, 'glow.safetensors'));
  await writeFile(join(folder, 'glow.json'), text);
  const { candidates, problems } = await readShelf(folder);
  expect(candidates).toMatchObject([{ id: 'glow' }]);
  expect(problems).toMatchObject([
    { code: 'ModelFileError', kind: 'malformed', place: { file: join(folder, 'glow.json') } },
  ]);
});

it('a file that is no LoRA at all is a problem as well', async () => {
  await writeFile(join(folder, 'bad.safetensors'), 'not weights');
  const { candidates, problems } = await readShelf(folder);
  expect(candidates).toMatchObject([{ id: 'bad', baseModel: null }]);
  expect(problems).toMatchObject([{ code: 'ModelFileError' }]);
});

it('a file that vanished is still known by its description, and one that comes back is there again', async () => {
  const registry = createLoraRegistry(readHeader);
  const file = join(folder, 'glow.safetensors');
  await copyFile(neon, file);
  await writeFile(join(folder, 'glow.json'), JSON.stringify({ telar: { base_model: 'telar-mini', styles: ['glow'] } }));
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark' }));
  expect((await readShelf(folder, registry)).candidates).toMatchObject([{ missing: false, styles: ['glow'] }]);
  await rm(file);
  expect((await readShelf(folder, registry)).candidates).toMatchObject([{ id: 'glow', file, missing: true }]);
  await copyFile(neon, file);
  expect((await readShelf(folder, registry)).candidates).toMatchObject([{ missing: false }]);
});
