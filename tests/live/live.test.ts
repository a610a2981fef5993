import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFakeFal, type FakeFal } from '../fakes/fal/server.ts';
import { startFakeOllama, type FakeOllama } from '../fakes/ollama/server.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { finish } from '../telar-process.ts';

// What the live suite does, with servers of our own in the place of the providers.
const root = resolve(import.meta.dirname, '../..');

let replicate: FakeReplicate;
let fal: FakeFal;
let ollama: FakeOllama;
beforeEach(async () => {
  [replicate, fal, ollama] = await Promise.all([startFakeReplicate(), startFakeFal(), startFakeOllama()]);
});
afterEach(() => Promise.all([replicate.close(), fal.close(), ollama.close()]));

const everything = (): Record<string, string> => ({
  REPLICATE_API_TOKEN: replicate.token,
  REPLICATE_BASE_URL: replicate.baseUrl,
  FAL_KEY: fal.token,
  FAL_BASE_URL: fal.baseUrl,
  OLLAMA_HOST: ollama.host,
  OLLAMA_MODEL: 'llama3.2',
});

async function run(program: string, env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const child = spawn(process.execPath, [join(root, program)], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout } = await finish(child);
  return {
    code,
    lines: stdout
      .trimEnd()
      .replaceAll(/\d+\.\d s/g, 'N s')
      .split('\n'),
  };
}

it('calls each provider once and tells what it spent', async () => {
  expect(await run('tests/live/run-live.ts', everything())).toEqual({
    code: 0,
    lines: [
      'replicate: ok (N s, $0.003)',
      'fal: ok (N s, $0.003)',
      'ollama: ok (N s, $0)',
      '3 calls, 0 failed, spent $0.006',
    ],
  });
  expect([replicate.submissions, fal.submissions, ollama.chats.length]).toEqual([1, 1, 1]);
});

it('leaves out whom it has no key for, and is no success without any call', async () => {
  const { code, lines } = await run('tests/live/run-live.ts', {});
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('0 calls, 0 failed, spent $0');
  expect(lines).toContain('fal: not called, FAL_KEY is not set');
});

it('fails where a provider does', async () => {
  const env = { ...everything(), REPLICATE_API_TOKEN: 'r8_another', OLLAMA_MODEL: 'mistral' };
  const { code, lines } = await run('tests/live/run-live.ts', env);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^replicate: FAILED: exit code 1: ProviderError/);
  expect(lines.join('\n')).toContain('Your Ollama does not have the model "mistral"');
  expect(lines).toContain('3 calls, 2 failed, spent $0.003');
});

it('starts only when it is asked for', async () => {
  expect(await run('scripts/live.mjs', everything())).toEqual({ code: 1, lines: [''] });
  expect([replicate.submissions, fal.submissions, ollama.chats.length]).toEqual([0, 0, 0]);
});
