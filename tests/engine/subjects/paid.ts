import { createFalEngine, createReplicateEngine } from '../../../src/main/engine/index.ts';
import type { Fetch } from '../../../src/main/platform/index.ts';
import type { RemoteEngine, ProviderAccess } from '../../../src/main/engine/index.ts';
import { startFakeFal, type FakeFal } from '../../fakes/fal/server.ts';
import type { FakeProvider } from '../../fakes/provider/fake-provider.ts';
import { startFakeReplicate, type FakeReplicate } from '../../fakes/replicate/server.ts';
import { paidTemplate } from '../templates.ts';
import { testNetwork } from './network.ts';
import { deadAddress, type Subject } from './subject.ts';

type PaidId = 'replicate' | 'fal';

/** A paid provider with its stand-in, reached through a `fetch` that a test may bring. */
export interface PaidWorld<F extends FakeProvider = FakeProvider> {
  fake: F;
  access: ProviderAccess;
  engine: RemoteEngine;
}

/** The adapter of a provider, pointed at its stand-in. */
export async function startPaid(id: PaidId, fetch: Fetch = testNetwork): Promise<PaidWorld> {
  return id === 'fal' ? startFal(fetch) : startReplicate(fetch);
}

/** The adapter of a paid provider as a subject of the suite. */
export async function startPaidSubject(id: PaidId): Promise<Subject> {
  const { fake, access, engine } = await startPaid(id);
  const largest = '18446744073709551615';
  // Jobs without a seed are told the largest that models draw: it has more digits than a number of JavaScript.
  fake.outcome = ({ seed }) => ({ status: 'succeeded', seed: typeof seed === 'number' ? String(seed) : largest });
  fake.token = `${fake.token.split(':')[0] ?? ''}:canary_0123456789abcdef`;
  access.key = fake.token;
  return {
    engine,
    template: paidTemplate(id),
    extension: 'png',
    beginning: '\x89PNG',
    secret: 'canary_0123456789abcdef',
    parameters: {},
    fileParameter: 'image',
    isFileList: false,
    largestSeed: { given: Number.MAX_SAFE_INTEGER, told: largest },
    seen: () =>
      fake.jobs.map(({ input }) => ({
        prompt: input.prompt,
        seed: input.seed,
        file: typeof input.image === 'string' ? (fake.fileAt(input.image) ?? null) : null,
      })),
    slow() {
      fake.latencyMs = () => Infinity;
      return {};
    },
    unset() {
      access.key = null;
      return Promise.resolve({ failure: 'ProviderUnavailableError/not-configured', isRetried: false });
    },
    fail() {
      fake.outcome = () => ({ status: 'failed', error: `CUDA out of memory, said the key ${fake.token}` });
      return Promise.resolve({ failure: 'ProviderError/failed', isRetried: false });
    },
    refuse() {
      const detail =
        id === 'fal'
          ? [{ loc: ['body', 'prompt'], msg: 'The content was flagged', type: 'content_policy_violation' }]
          : `NSFW content, said the key ${fake.token}`;
      fake.faults.create = () => ({ kind: 'status', status: 422, body: { detail } });
      return Promise.resolve({ failure: 'ProviderError/policy', isRetried: false });
    },
    async breakDown() {
      access.baseUrl = await deadAddress();
      return { failure: 'ProviderError/network', isRetried: true };
    },
    empty() {
      fake.outcome = () => ({ status: 'succeeded', outputs: 0 });
      return Promise.resolve({ failure: 'ProviderError/empty', isRetried: false });
    },
    dispose: () => fake.close(),
  };
}

/** The same, where a test needs the dials of Replicate. */
export async function startReplicate(fetch: Fetch = testNetwork): Promise<PaidWorld<FakeReplicate>> {
  const fake = await startFakeReplicate();
  const access: ProviderAccess = { key: fake.token, baseUrl: fake.baseUrl, concurrency: null };
  return { fake, access, engine: createReplicateEngine({ access: () => access, fetch }) };
}

/** The same, where a test needs the dials of fal. */
export async function startFal(fetch: Fetch = testNetwork): Promise<PaidWorld<FakeFal>> {
  const fake = await startFakeFal();
  const access: ProviderAccess = { key: fake.token, baseUrl: fake.baseUrl, concurrency: null };
  return { fake, access, engine: createFalEngine({ access: () => access, fetch }) };
}
