import { env } from 'onnxruntime-node';
import { serveParent, type ServedCall } from '../child/index.ts';
import { chooseProvider, probeProviders, type ProbedProviders } from './execution-providers.ts';
import { describeModelFolder } from './describe-folder.ts';
import { generate, largestBatch } from './pipeline.ts';
import type {
  ConfigureRequest,
  DiffusionEvent,
  DiffusionRequest,
  EmbedRequest,
  EngineState,
  GenerateRequest,
  GenerateResult,
  RuntimeDescription,
} from './protocol.ts';
import { createSentenceVectors } from './sentences/index.ts';
import { createModelSessions } from './sessions.ts';

type Emit = (event: DiffusionEvent) => void;

// onnxruntime prints to the terminal what it throws as well, with the paths it was installed in.
env.logLevel = 'fatal';

const sessions = createModelSessions();
const sentences = createSentenceVectors();
let probed: ProbedProviders | null = null;
let configured: ConfigureRequest | null = null;

async function handle(request: DiffusionRequest, call: ServedCall): Promise<unknown> {
  const emit: Emit = (event) => call.emit(event);
  switch (request.kind) {
    case 'configure':
      return configure(request, emit);
    case 'generate':
      return generatePictures(request, call);
    case 'embed':
      return embed(request, call);
    case 'inspect':
      return describeModelFolder(request.modelFolder);
    case 'describe':
      return describeRuntime(emit);
    case 'evict':
      await sessions.evict(request.modelFolder);
      return state(emit);
  }
}

function probe(emit: Emit): Promise<ProbedProviders> {
  const crashed = configured?.crashedProviders ?? [];
  return probeProviders(crashed, (provider) => emit({ kind: 'probing', provider }));
}

/** Throws ProviderUnavailableError for a chosen provider that does not work; the settings before it stay in force. */
async function configure(request: ConfigureRequest, emit: Emit): Promise<EngineState> {
  configured = request;
  probed ??= await probe(emit);
  await sessions.configure(request, chooseProvider(request.settings.executionProvider, probed));
  return state(emit);
}

async function state(emit: Emit): Promise<EngineState> {
  probed ??= await probe(emit);
  return stateOf(probed);
}

function stateOf(tried: ProbedProviders): EngineState {
  const wanted = configured?.settings.executionProvider ?? 'auto';
  return {
    onnxruntime: env.versions.common,
    executionProviders: tried.probes,
    executionProvider: wanted === 'auto' ? tried.fastest : wanted,
    ...sessions.state(),
  };
}

async function generatePictures(request: GenerateRequest, { signal, emit }: ServedCall): Promise<GenerateResult> {
  const { modelFolder, width, height, pictures, loras, mergedFolder = null, strategy = null } = request;
  const tell: Emit = (event) => emit(event);
  const events = {
    merging: (layer: number, layers: number) => tell({ kind: 'merging', layer, layers }),
    loading: (component: string, bytes: number) => tell({ kind: 'loading', component, bytes }),
    loaded: () => tell({ kind: 'loaded' }),
    changed: () => {
      if (probed !== null) tell({ kind: 'state', state: stateOf(probed) });
    },
  };
  const before = performance.now();
  await sentences.release();
  const size = { width, height, batch: Math.min(pictures.length, largestBatch) };
  const use = { modelFolder, size, loras, mergedFolder, strategy, signal };
  return sessions.use(use, events, async (model, mergeNotes) => {
    const loadMs = performance.now() - before;
    const { images, timings, notes } = await generate(model, request, { signal, emit: tell });
    return { images, timings: { loadMs, ...timings }, notes: [...mergeNotes, ...notes] };
  });
}

function embed({ modelFolder, texts }: EmbedRequest, { signal, emit }: ServedCall): Promise<number[][]> {
  const tell: Emit = (event) => emit(event);
  return sentences.embed(
    { modelFolder, texts, signal },
    {
      loading: (component, bytes) => tell({ kind: 'loading', component, bytes }),
      loaded: () => tell({ kind: 'loaded' }),
      progress: (step, steps) => tell({ kind: 'progress', step, steps }),
    },
  );
}

async function describeRuntime(emit: Emit): Promise<RuntimeDescription> {
  const { onnxruntime, executionProviders } = await state(emit);
  return {
    onnxruntime,
    executionProviders: executionProviders.filter(({ isReady }) => isReady).map(({ name }) => name),
  };
}

serveParent((request, call) => handle(request as DiffusionRequest, call));
