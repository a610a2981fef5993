import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeOllama, type FakeOllama } from '../fakes/ollama/server.ts';
import { plainPng } from '../fakes/replicate/png.ts';
import { outputBytes } from '../fakes/provider/media.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { finish, freshFolder, startTelar, telar, type Finished } from '../telar-process.ts';

const flux = 'replicate/black-forest-labs/flux-schnell';
const forest = ['prompt=Una imagen de un bosque negro', 'aspect_ratio=16:9', 'num_outputs=1', 'output_format=png'];

let home: string;
let replicate: FakeReplicate;
let ollama: FakeOllama;
let env: Record<string, string>;
beforeEach(async () => {
  home = await freshFolder('infer');
  replicate = await startFakeReplicate();
  ollama = await startFakeOllama();
  env = {
    REPLICATE_API_TOKEN: replicate.token,
    REPLICATE_BASE_URL: replicate.baseUrl,
    OLLAMA_HOST: ollama.host,
    OLLAMA_MODEL: 'llama3.2',
  };
});
afterEach(() => Promise.all([replicate.close(), ollama.close()]));

const infer = (...args: string[]): Promise<Finished> => telar(['infer', ...args], { home, env });
const inferences = async (): Promise<string[]> =>
  existsSync(join(home, 'inferences')) ? readdir(join(home, 'inferences')) : [];

describe('a paid inference', () => {
  it('is the first example of the documents: a picture for $0.003, with its address', async () => {
    const { code, lines } = await infer(flux, ...forest, '--yes', '--json');
    const result = lines.at(-1) as { paths: string[]; timings: object; metadata: object };
    const { id, input } = replicate.predictions[0]!;
    expect(input).toMatchObject({ prompt: 'Una imagen de un bosque negro', aspect_ratio: '16:9', num_outputs: 1 });
    expect(code).toBe(0);
    expect(result).toEqual({
      type: 'result',
      model: flux,
      outputType: 'image',
      urls: [`${replicate.baseUrl}/delivery/${id}/0.png`],
      paths: [expect.stringMatching(/inference_layer0_image\.png$/)],
      costUsd: 0.003,
      seed: null,
      timings: { totalMs: expect.any(Number) as number },
      metadata: expect.objectContaining({
        provider: 'replicate',
        mediaType: 'image/png',
        width: 48,
        height: 48,
      }) as object,
      providerRequestId: id,
      rehearsal: false,
    });
    expect(await readFile(result.paths[0]!)).toEqual(outputBytes(id, 0));
  });

  it('is refused without a yes, over the budget or with a wrong parameter, and leaves nothing behind', async () => {
    const refusals: [string[], number, object][] = [
      [forest, 3, { code: 'ConfirmationRequiredError' }],
      [[...forest, '--yes', '--budget', '0.001'], 3, { code: 'BudgetExceededError' }],
      [['prompt=x', 'aspect_ratio=17:9', '--yes'], 2, { code: 'ParameterValidationError', parameter: 'aspect_ratio' }],
      [['promt=x', '--yes'], 2, { code: 'ParameterValidationError', hint: 'Did you mean "prompt"?' }],
      [['prompt', '--yes'], 2, { code: 'UsageError' }],
      [['prompt=x', 'prompt=y', '--yes'], 2, { code: 'UsageError' }],
      [['prompt=x', '--yes', '--output', join(home, 'no', 'where.png')], 2, { code: 'UsageError' }],
    ];
    for (const [args, code, failure] of refusals) {
      const finished = await infer(flux, '--json', ...args);
      expect([finished.code, finished.lines.at(-1)]).toEqual([code, expect.objectContaining(failure)]);
      expect(finished.lines.at(-1)).not.toHaveProperty('cell');
    }
    expect(await infer('replicate/black-forest-labs/flux-schnel', '--json')).toMatchObject({ code: 2 });
    expect(replicate.submissions).toBe(0);
    expect(await inferences()).toEqual([]);
  });

  it('makes a new result each time, and all outputs of a call', async () => {
    replicate.outcome = ({ num_outputs }) => ({ status: 'succeeded', outputs: num_outputs as number });
    const saved = join(home, 'wood.png');
    const args = [flux, 'prompt=wood', 'num_outputs=3', 'output_format=png', '--yes', '--json'];
    const first = (await infer(...args, '--output', saved)).lines.at(-1)!;
    expect(first.savedTo).toEqual([saved, join(home, 'wood-2.png'), join(home, 'wood-3.png')]);
    expect(first).toMatchObject({ costUsd: 0.009 });
    const { id } = replicate.predictions[0]!;
    for (const [index, file] of (first.savedTo as string[]).entries()) {
      expect(await readFile(file)).toEqual(outputBytes(id, index));
    }
    const second = await infer(...args);
    expect(second.lines.at(-1)).toMatchObject({ providerRequestId: replicate.predictions[1]!.id });
    expect(replicate.submissions).toBe(2);
    expect(await inferences()).toHaveLength(2);
  });

  it('replaces no file that is there, unless --force says so; both is known before anything is paid', async () => {
    const file = join(home, 'mine.png');
    await writeFile(file, 'mine');
    expect((await infer(flux, ...forest, '--yes', '--output', file)).code).toBe(2);
    expect([replicate.submissions, await readFile(file, 'utf8')]).toEqual([0, 'mine']);
    expect((await infer(flux, ...forest, '--yes', '--output', file, '--force')).code).toBe(0);
    expect(await readFile(file)).toEqual(outputBytes(replicate.predictions[0]!.id, 0));
  });

  it('takes files as the caller names them, from anywhere', async () => {
    await writeFile(join(home, 'a.png'), plainPng(8, 8, [1, 2, 3]));
    const { code, lines } = await telar(
      [
        'infer',
        'replicate/bytedance/seedream-4',
        'prompt=a boat',
        'image_input=a.png',
        'image_input=@a.png',
        '--yes',
        '--json',
      ],
      { home, env },
    );
    expect([code, lines.at(-1)?.message]).toEqual([0, undefined]);
    expect(replicate.uploads).toHaveLength(1);
    const { image_input: sent } = replicate.predictions[0]!.input as { image_input: string[] };
    expect(sent).toEqual(Array(2).fill(`${replicate.baseUrl}/files/${replicate.uploads[0]!.id}`));
  });

  it('sends braces as they are: outside a document there are no placeholders', async () => {
    await infer(flux, 'prompt=a {{layers.0.path}} and \\{{x', 'output_format=png', '--yes', '--json');
    expect(replicate.predictions[0]!.input.prompt).toBe('a {{layers.0.path}} and \\{{x');
  });

  it('that was killed is finished by --resume, and not paid again', async () => {
    replicate.latencyMs = () => 1_500;
    const child = startTelar(['infer', flux, ...forest, '--yes', '--json'], { home, env });
    const finished = finish(child);
    await expect.poll(() => replicate.predictions.length, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => openJobs(), { timeout: 5_000 }).toBe(true);
    child.kill('SIGKILL');
    await finished;
    const { code, lines } = await infer('--resume', '--json');
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      costUsd: 0.003,
      providerRequestId: replicate.predictions[0]!.id,
    });
    expect(replicate.submissions).toBe(1);
    expect(await infer('--resume')).toMatchObject({ code: 0, stdout: 'No interrupted inference is open.\n' });

    async function openJobs(): Promise<boolean> {
      const [folder] = await inferences();
      const file = join(home, 'inferences', folder ?? '', 'inference.telar.json');
      return (await telar(['jobs', file, '--json'], { home, env })).lines[0]?.state === 'submitted';
    }
  }, 30_000);

  it('whose answer was lost is found at the provider, and not sent again', async () => {
    replicate.faults.create = () => ({ kind: 'hidden', status: 502 });

    const lost = await infer(flux, ...forest, '--yes', '--json');
    // The provider's list still has it: it is found there and fetched.
    expect([lost.code, lost.lines.at(-1)?.type, replicate.submissions]).toEqual([0, 'result', 1]);
  }, 90_000);

  it('is cancelled by Ctrl+C, at the provider too', async () => {
    replicate.latencyMs = () => 60_000;
    const child = startTelar(['infer', flux, ...forest, '--yes', '--json'], { home, env });
    const finished = finish(child);
    await expect.poll(() => replicate.predictions.length, { timeout: 10_000 }).toBe(1);
    child.kill('SIGINT');
    const { code, lines } = await finished;
    expect([code, lines.at(-1)]).toEqual([130, { type: 'cancelled' }]);
    expect(replicate.cancels).toEqual([replicate.predictions[0]!.id]);
  }, 30_000);

  it('--rehearse makes a placeholder for nothing', async () => {
    const { code, lines } = await infer(flux, ...forest, '--rehearse', '--json');
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      costUsd: 0,
      rehearsal: true,
      urls: [],
      providerRequestId: null,
    });
    expect(replicate.submissions).toBe(0);
  });
});

describe('a text of the own Ollama', () => {
  it('is printed as it is; numbers, lists and JSON come as the template wants them', async () => {
    ollama.answer = () => '{"colour": "red"}';
    await writeFile(join(home, 'question.txt'), 'Which colour?\n');
    await writeFile(join(home, 'a.png'), plainPng(8, 8, [255, 0, 0]));
    const schema = '{"type":"object","properties":{"colour":{"type":"string"}}}';
    const args = [
      'prompt=@question.txt',
      'system=@@you',
      'seed=7',
      'temperature=0.5',
      `format=${schema}`,
      'images=a.png',
    ];
    const { code, stdout } = await infer('ollama/llama3.2', ...args);
    expect([code, stdout]).toEqual([0, '{"colour": "red"}\n']);
    expect(ollama.chats).toEqual([
      {
        model: 'llama3.2',
        messages: [
          { role: 'system', content: '@you' },
          { role: 'user', content: 'Which colour?\n', images: [plainPng(8, 8, [255, 0, 0]).toString('base64')] },
        ],
        stream: true,
        format: JSON.parse(schema) as object,
        options: { temperature: 0.5, seed: 7 },
      },
    ]);
  });

  it('a long one does not flood the lines of --json', async () => {
    ollama.answer = () => 'word '.repeat(3_000);
    const { lines } = await infer('ollama', 'prompt=much', '--json');
    expect(lines.length).toBeLessThan(8);
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      model: 'ollama/llama3.2',
      outputType: 'text',
      costUsd: 0,
      metadata: { usage: { inputTokens: 12, outputTokens: 3_000 } },
      timings: { loadMs: 20 },
    });
  });

  it('of a model that is not there says how to get it', async () => {
    const { code, lines } = await infer('ollama/mistral', 'prompt=x', '--json');
    expect([code, lines.at(-1)]).toEqual([
      2,
      expect.objectContaining({ kind: 'not-pulled', hint: 'Fetch it: ollama pull mistral' }),
    ]);
    expect(await inferences()).toEqual([]);
  });

  it('where none runs says what to start', async () => {
    await ollama.close();
    const { code, lines } = await infer('ollama', 'prompt=x', '--json');
    expect([code, lines.at(-1)?.kind]).toEqual([1, 'not-running']);
  });

  it('--output takes a folder too', async () => {
    const { lines } = await infer('ollama', 'prompt=x', '--output', home, '--json');
    expect((lines.at(-1)?.savedTo as string[]).map((file) => basename(file))).toEqual(['inference_layer0_text.txt']);
  });
});
