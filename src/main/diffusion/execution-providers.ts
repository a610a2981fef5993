import { env, InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { ProviderUnavailableError } from '../../shared/base/index.ts';
import {
  executionProviders,
  type EngineSettings,
  type ExecutionProvider,
  type ProbedProvider,
} from '../../shared/local-engine/index.ts';

// A provider that is missing is an answer, not an error to be printed; every failure is thrown as well.
env.logLevel = 'fatal';

/** onnxruntime's names of the providers. */
export const backendNames: Record<ExecutionProvider, string> = {
  cpu: 'cpu',
  webgpu: 'webgpu',
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
};

/** An ONNX model (opset 13) of one node: `b = a × a`, of matrices of any size. */
const squareModel = Buffer.from(
  'CAhCBAoAEA06RAoRCgFhCgFhEgFiIgZNYXRNdWwSAWdaFQoBYRIQCg4IARIKCgMSAW0KAxIBbWIVCgFiEhAKDggBEgoKAxIBbQoDEgFt',
  'base64',
);

/** Edge of the matrices that tell the fastest provider; large enough that the way to a graphics card is worth it. */
const contestEdge = 1024;
const contestRounds = 3;

/** Providers tried, and how fast the ready ones were. */
export interface ProbedProviders {
  probes: ProbedProvider[];
  fastest: ExecutionProvider;
}

/**
 * Tries every provider on a model of one node. A provider that is missing throws and is reported as not ready; one that
 * ends the process is known by the `onProbe` before it, and is skipped the next time.
 */
export async function probeProviders(
  crashed: readonly ExecutionProvider[],
  onProbe: (provider: ExecutionProvider) => void,
): Promise<ProbedProviders> {
  const probes: ProbedProvider[] = [];
  for (const name of executionProviders) {
    if (crashed.includes(name)) {
      probes.push({ name, isReady: false, reason: 'it ended the process when it was tried' });
      continue;
    }
    onProbe(name);
    const reason = await reasonAgainst(name);
    probes.push({ name, isReady: reason === null, reason });
  }
  const ready = probes.filter(({ isReady }) => isReady).map(({ name }) => name);
  return { probes, fastest: await fastestOf(ready) };
}

async function reasonAgainst(provider: ExecutionProvider): Promise<string | null> {
  if (!listSupportedBackends().some(({ name }) => name === backendNames[provider])) {
    return `onnxruntime has no ${backendNames[provider]} on this system`;
  }
  const missing = provider === 'webgpu' ? missingVulkan() : null;
  if (missing !== null) return missing;
  try {
    await square(provider, 2, 1);
    return null;
  } catch (error) {
    return plainReason(error);
  }
}

/** The graphics layer prints warnings of its own to the terminal when the library is not there: look before. */
function missingVulkan(): string | null {
  if (process.platform !== 'linux') return null;
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
    return null;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // A library that is found is refused for another reason: it is no module of Node.js.
    return text.includes('cannot open shared object') ? text : null;
  }
}

/** The first sentence without onnxruntime's own source positions. */
function plainReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [, tail] = /was false\. (.*)/s.exec(text) ?? [];
  return (tail ?? text).trim().split('\n')[0] ?? text;
}

async function fastestOf(ready: readonly ExecutionProvider[]): Promise<ExecutionProvider> {
  // The processor always answers; alone it needs no contest.
  if (ready.length <= 1) return ready[0] ?? 'cpu';
  const times = await Promise.all(ready.map((name) => square(name, contestEdge, contestRounds)));
  return ready[times.indexOf(Math.min(...times))] ?? 'cpu';
}

/** Milliseconds of the last of some products of a matrix with itself, checked. */
async function square(provider: ExecutionProvider, edge: number, rounds: number): Promise<number> {
  const options = { executionProviders: [backendNames[provider]], logSeverityLevel: 4, intraOpNumThreads: 1 } as const;
  const session = await InferenceSession.create(squareModel, options);
  try {
    const a = new Tensor('float32', new Float32Array(edge * edge).fill(1), [edge, edge]);
    let tookMs = 0;
    for (let round = 0; round < rounds; round++) {
      const before = performance.now();
      const { b } = await session.run({ a });
      tookMs = performance.now() - before;
      if (b?.data[0] !== edge) throw new Error(`it computes wrongly: ${String(b?.data[0])} instead of ${edge}`);
    }
    return tookMs;
  } finally {
    await session.release();
  }
}

/** The provider that the settings mean. Throws ProviderUnavailableError, naming those that work, when it is not ready. */
export function chooseProvider(
  wanted: EngineSettings['executionProvider'],
  { probes, fastest }: ProbedProviders,
): ExecutionProvider {
  if (wanted === 'auto') return fastest;
  const probe = probes.find(({ name }) => name === wanted);
  if (probe?.isReady === true) return wanted;
  const working = probes.filter(({ isReady }) => isReady).map(({ name }) => name);
  const reason = probe?.reason ?? 'it is not known';
  throw new ProviderUnavailableError('execution-provider', `Models cannot run on ${wanted} here: ${reason}`, {
    hint: `Choose one that works on this machine: ${working.join(', ')}, or "auto".`,
    values: { provider: wanted, reason, working: working.join(', ') },
  });
}
