import { createOllamaEngine, type ProviderAccess } from '../../../src/main/engine/index.ts';
import { createCatalog } from '../../../src/shared/template/index.ts';
import { startFakeOllama } from '../../fakes/ollama/server.ts';
import { readTemplate } from '../templates.ts';
import { testNetwork } from './network.ts';
import { deadAddress, type Subject } from './subject.ts';

/** The user's own Ollama as a subject of the suite. */
export async function startOllamaSubject(): Promise<Subject> {
  const fake = await startFakeOllama();
  const access: ProviderAccess = { key: null, baseUrl: fake.host, concurrency: null };
  const engine = createOllamaEngine({ access: () => access, fetch: testNetwork });
  return {
    engine,
    template: createCatalog([await readTemplate('ollama/any-model')]).get('ollama/llama3.2')!,
    extension: 'txt',
    beginning: '[seed ',
    secret: 'no key, no secret',
    parameters: {},
    fileParameter: 'images',
    isFileList: true,
    largestSeed: { given: 2 ** 31 - 1, told: String(2 ** 31 - 1) },
    seen: () =>
      fake.chats.map(({ messages, options }) => ({
        prompt: messages.at(-1)?.content,
        seed: options?.seed,
        file: messages.at(-1)?.images?.[0] === undefined ? null : Buffer.from(messages.at(-1)!.images![0]!, 'base64'),
      })),
    slow() {
      fake.fault = () => ({ kind: 'endless' });
      return {};
    },
    unset() {
      access.baseUrl = 'http://nowhere at all:port';
      return Promise.resolve({ failure: 'ProviderUnavailableError/not-configured', isRetried: false });
    },
    fail() {
      fake.fault = () => ({ kind: 'error', after: 2, error: 'llama runner process has terminated' });
      return Promise.resolve({ failure: 'ProviderError/failed', isRetried: false });
    },
    refuse() {
      fake.fault = () => ({ kind: 'status', status: 400, error: 'the model does not support pictures' });
      return Promise.resolve({ failure: 'ProviderError/refused', isRetried: false });
    },
    async breakDown() {
      access.baseUrl = await deadAddress();
      // Whoever runs it has to start it.
      return { failure: 'ProviderUnavailableError/not-running', isRetried: false };
    },
    empty() {
      fake.answer = () => '';
      return Promise.resolve({ failure: 'ProviderError/empty', isRetried: false });
    },
    dispose: () => fake.close(),
  };
}
