import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMetadata } from '../../src/main/artifact/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { startFakeOllama, type FakeOllama } from '../fakes/ollama/server.ts';
import { freshFolder, telar } from '../telar-process.ts';

const root = resolve(import.meta.dirname, '..', '..');
const prompt = 'a red house by the sea, glow';

let home: string;
let core: Core;
let fake: FakeOllama;
beforeAll(async () => {
  home = await freshFolder('robust');
  fake = await startFakeOllama();
  core = await createCore({
    home,
    resources: join(root, 'resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
    providers: { ollama: { key: null, baseUrl: fake.host } },
  });
});
afterAll(async () => {
  await core.close();
  await fake.close();
  await rm(home, { recursive: true });
});

/** Puts a LoRA for telar-mini on the shelf; `description` is the text of the file beside it. */
async function install(id: string, description: string): Promise<string> {
  const file = join(home, 'loras', `${id}.safetensors`);
  await mkdir(join(home, 'loras'), { recursive: true });
  await copyFile(join(root, 'resources', 'loras', 'neon.safetensors'), file);
  await writeFile(join(home, 'loras', `${id}.json`), description);
  return file;
}
const described = (word: string): string =>
  JSON.stringify({ telar: { base_model: 'telar-mini', styles: [word], trigger_words: [word] } });

describe('any prompt but an empty one makes a picture, whose file has the prompt as it was', () => {
  it.each([
    ['10,000 characters', 'a red house by the sea, '.repeat(420).slice(0, 10_000)],
    ['emoji', 'a red 🏠 with a 👨‍👩‍👧 and a \u{1F408}\u200D\u2B1B, ☀️'],
    ['half an emoji', 'a red house \ud83c'],
    ['right-to-left text', 'بيت أحمر عند البحر، a red house, בית אדום \u202Eesuoh der a\u202C'],
    ['control characters and NUL', 'a\u0000 red\u0001 \u001b[31mhouse\u001b[0m\u0007\r\n\tby the sea\u007f\u0085'],
    ['nothing but marks', '((())) [[ {{ <lora:> :::1.2) \\( %% </x:xmpmeta>'],
  ])('%s', async (_what, text) => {
    const pipeline = core.assist.createPipeline({ loraPreferences: { maxLoras: 0 } });
    const advice = await pipeline.analyzeAndRecommend(text);
    expect(advice.analysis.prompt).toBe(text.toWellFormed());
    const result = await pipeline.generateFromRecommendations(text, advice, { steps: 1, seed: 1 });
    expect(result.metadata.prompt).toBe(text.toWellFormed());
    const file = await result.save(join(home, `${result.id}.png`));
    expect((await readMetadata(file)).facts[0]?.prompt).toBe(text.toWellFormed());
  });

  it.each(['', ' ', '\n\t', '\u3000'])('%j is refused', async (text) => {
    const pipeline = core.assist.createPipeline();
    const refusal = { code: 'UsageError', kind: 'empty-prompt' };
    await expect(pipeline.analyzeAndRecommend(text)).rejects.toMatchObject(refusal);
    await expect(pipeline.generate(text)).rejects.toMatchObject(refusal);
  });
});

describe('an Ollama that cannot help costs nothing but its help', () => {
  const model = 'llama3.2';
  beforeEach(() => {
    Object.assign(fake, { models: ['llama3.2:latest', 'nomic-embed-text:latest'], chats: [], embedded: [] });
    fake.fault = () => null;
    fake.answer = () => 'Sure! Here is what I think.';
  });

  it.each([
    ['a model that it has not', () => undefined, { model: 'qwen9' }, 'not-pulled', 'ollama'],
    ['prose', () => undefined, { model }, 'failed', 'ollama'],
    ['an answer about something else', () => void (fake.answer = lie), { model }, 'failed', 'ollama'],
    ['silence', () => void (fake.fault = () => ({ kind: 'silent' })), { model, timeoutMs: 300 }, 'timeout', 'lexical'],
  ])('%s', async (_what, prepare, ollama, kind, similarity) => {
    prepare();
    const pipeline = core.assist.createPipeline({ ollama });
    const { analysis, loras } = await pipeline.analyzeAndRecommend(prompt);
    expect(analysis).toMatchObject({ by: 'rules', fallback: { kind } });
    expect(analysis.concepts.map(({ canonical }) => canonical)).toContain('house');
    expect(loras.similarity).toBe(similarity);
    if (similarity === 'lexical') {
      // A server that has just said nothing is not waited for twice.
      expect(fake.embedded).toEqual([]);
      expect(loras.fallback).toEqual(analysis.fallback);
    }
    const { explanation, read } = await pipeline.generate(prompt, { steps: 1 });
    expect(explanation).not.toBeNull();
    expect((await read()).byteLength).toBeGreaterThan(100);
  });
});

const lie = (): string =>
  JSON.stringify({
    concepts: [{ category: 'object', text: 'dragon', canonical: 'dragon' }],
    artisticStyle: 'anime',
    contentType: 'portrait',
    qualityLevel: 'masterpiece',
  });

describe('a LoRA', () => {
  it('whose file has gone since the advice is named, and the next advice goes on without it', async () => {
    const file = await install('glow', described('glow'));
    const pipeline = core.assist.createPipeline({ mode: 'assisted' });
    const advice = await pipeline.analyzeAndRecommend(prompt);
    expect(advice.loras.loras.map(({ id }) => id)).toEqual(['glow']);
    await rm(file);
    await expect(pipeline.generateFromRecommendations(prompt, advice, { steps: 1 })).rejects.toMatchObject({
      code: 'ModelNotFoundError',
      kind: 'unknown-lora',
      values: { lora: 'glow' },
    });
    const again = await pipeline.analyzeAndRecommend(prompt);
    expect(again.loras.rejected).toContainEqual(
      expect.objectContaining({ id: 'glow', why: { kind: 'file-missing', file } }),
    );
    const { metadata } = await pipeline.generateFromRecommendations(prompt, again, { steps: 1 });
    expect(metadata.lorasUsed).toEqual([]);
    await rm(join(home, 'loras', 'glow.json'));
  });

  it.each([
    ['half of JSON', '{"telar": {'],
    ['another form', '{"telar": {"styles": "glow"}}'],
    ['bytes', '\u0000\u0001\ufffd'],
  ])('whose description is %s is used with what its file says, and that is told', async (_what, description) => {
    const file = await install('glow', description);
    const { loras } = await core.assist.createPipeline().analyzeAndRecommend(prompt);
    expect(loras.problems).toMatchObject([
      { code: 'ModelFileError', kind: 'malformed', place: { file: join(home, 'loras', 'glow.json') } },
    ]);
    expect([...loras.loras, ...loras.rejected].map(({ id }) => id)).toContain('glow');
    const { metadata } = await core.assist
      .createPipeline()
      .generate('a house', { steps: 1, loras: [{ id: 'glow', weight: 0.5 }] });
    expect(metadata.lorasUsed).toMatchObject([{ id: 'glow', weight: 0.5 }]);
    await rm(file);
    await rm(join(home, 'loras', 'glow.json'));
  });
});

it('the command line makes its picture of a hostile prompt without Ollama and with a broken memory, and says both', async () => {
  const own = await freshFolder('robust-cli');
  await writeFile(join(own, 'learning.db'), 'this is no database');
  const text = 'a red house \u001b]0;owned\u0007 🏠 بيت';
  const env = { OLLAMA_HOST: 'http://127.0.0.1:9' };
  const args = ['generate', text, '--ollama', 'llama3.2', '--steps', '1', '--explain', 'minimal'];
  const { code, stdout, stderr } = await telar(args, { home: own, env });
  expect([code, stderr]).toEqual([0, expect.stringContaining('a red house \u241b]0;owned\u2407 🏠 بيت')]);
  expect(stdout + stderr).not.toMatch(/[\u0007\u001b]/);
  expect(stderr.match(/Ollama does not answer/g)).toHaveLength(1);
  expect(stderr).toContain('The prompt was read by rules, and LoRAs were compared by the words');
  expect(stderr).toContain('was damaged and is now');
  expect(await readFile(join(own, 'learning.db.damaged-1'), 'utf8')).toContain('no database');
  const json = await telar(['recommend', text, '--ollama', 'llama3.2', '--json'], { home: own, env });
  expect(json.lines[0]).toMatchObject({ problems: [{ code: 'ProviderUnavailableError', kind: 'not-running' }] });
});
