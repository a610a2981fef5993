import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';
import { layer, planned, ran, writeStory } from './story.ts';

const root = resolve(import.meta.dirname, '../..');
const peft = join(root, 'resources/loras/neon.safetensors');
const kohya = join(root, 'tests/fixtures/lora/neon-kohya.safetensors');

let home: string;
beforeEach(async () => {
  home = await freshFolder('loras');
});

describe('a LoRA named in a prompt', () => {
  it('that ships with the program is merged', async () => {
    const prompt = 'prompt=a red house on the left, a meadow during the day <lora:neon:0.8>';
    const { code, lines } = await telar(['infer', 'local/telar-mini', prompt, 'steps=2', 'seed=3', '--json'], { home });
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ type: 'result', model: 'local/telar-mini', seed: '3' });
  });

  it('that is not there is told before anything is loaded, with the nearest', async () => {
    const { code, stderr } = await telar(['infer', 'local/telar-mini', 'prompt=a house <lora:neonn:0.8>'], { home });
    expect(code).toBe(2);
    expect(stderr).toContain('There is no LoRA "neonn" for local/telar-mini.');
    expect(stderr).toContain('Did you mean "neon"?');
  });

  it('that is not used as it was written is told with the picture', async () => {
    const args = ['prompt=a house <lora:neon', 'negative_prompt=mist <lora:neon:1>', 'steps=1', 'seed=3'];
    const { code, stderr } = await telar(['infer', 'local/telar-mini', ...args], { home });
    expect(code).toBe(0);
    expect(stderr).toContain('"<lora:neon" is no LoRA tag and was read as words');
    expect(stderr).toContain('<lora:neon:1> was passed over');
  });
});

describe('a cell with a LoRA', () => {
  it('is made again when the file holds something else, and is blocked when it is gone', async () => {
    const own = join(home, 'loras', 'glow.safetensors');
    await mkdir(join(home, 'loras'));
    await copyFile(peft, own);
    const loras = [{ id: 'glow', weight: 0.5 }];
    const file = await writeStory(home, [layer('plate', { loras }), layer('plain')], [{ id: 'a' }]);
    expect(await ran(home, file)).toMatchObject({ code: 0 });
    expect(await planned(home, file)).toEqual({ 'a/plate': 'skip', 'a/plain': 'skip' });
    await copyFile(kohya, own);
    expect(await planned(home, file)).toEqual({ 'a/plate': 'run', 'a/plain': 'skip' });
    await rm(own);
    expect(await planned(home, file)).toEqual({ 'a/plate': 'blocked', 'a/plain': 'skip' });
  });
});
