import { join, resolve } from 'node:path';
import { createChildClient, createNodeChildLauncher, type ChildHandle } from '../../src/main/child/index.ts';
import type {
  ConfigureRequest,
  DiffusionEvent,
  GenerateRequest,
  GenerateResult,
} from '../../src/main/diffusion/index.ts';
import { engineSettings } from '../../src/shared/local-engine/index.ts';

const root = resolve(import.meta.dirname, '..', '..');

export const telarMini = join(root, 'resources', 'models', 'telar-mini');
export const prompt = 'a red house on the left, the sea at night, with a moon';

/** The picture that everything here is measured on, unless a measurement says otherwise. */
export const usualPicture: Omit<GenerateRequest, 'kind' | 'pictures'> = {
  modelFolder: telarMini,
  steps: 20,
  guidanceScale: 2.5,
  guidanceRescale: 0,
  scheduler: 'dpmpp_2m',
  width: 64,
  height: 64,
  start: null,
  mask: null,
  maskFeather: 0,
  loras: [],
  clipSkip: 0,
  preview: 'none',
  previewEvery: null,
};

/** More than anything here takes: what the budget does is measured elsewhere. */
const budget = { ram: 8 * 1024 ** 3, vram: 0 };
const settings = engineSettings.parse({ executionProvider: 'cpu' });

/** A finished job, timed from outside the process: milliseconds from the request on. */
export interface MeasuredJob {
  result: GenerateResult;
  wallMs: number;
  /** Null for a job without previews. */
  firstPreviewMs: number | null;
}

/** The engine process alone: no host, no files, so that what is measured is what it does. */
export interface EngineUnderTest {
  paint(seeds: readonly number[], changes?: Partial<GenerateRequest>): Promise<MeasuredJob>;
  /** Starts the process without a model in it; the first picture does so too. */
  start(): Promise<void>;
  /** Id of the process; throws before it was started. */
  pid(): number;
  dispose(): void;
}

/** An engine process of its own. */
export function createEngineUnderTest(): EngineUnderTest {
  const launcher = createNodeChildLauncher((program) => join(root, 'src', 'main', 'diffusion', `${program}.ts`));
  let handle: ChildHandle | null = null;
  const remember = (started: ChildHandle): ChildHandle => (handle = started);
  const client = createChildClient({ launch: (program) => remember(launcher.launch(program)) }, 'diffusion-child');
  const deadlineMs = (): number => 120_000;
  let started: Promise<unknown> | null = null;
  async function start(): Promise<void> {
    const request: ConfigureRequest = { kind: 'configure', settings, budget, memoryFile: null, crashedProviders: [] };
    started ??= client.call(request, { deadlineMs });
    await started;
  }
  return {
    async paint(seeds, changes = {}) {
      const pictures = seeds.map((seed) => ({ prompt, negativePrompt: '', seed }));
      const request: GenerateRequest = { kind: 'generate', ...usualPicture, pictures, ...changes };
      let firstPreviewMs: number | null = null;
      const before = performance.now();
      await start();
      const onEvent = (event: unknown): void => {
        if ((event as DiffusionEvent).kind === 'preview') firstPreviewMs ??= performance.now() - before;
      };
      const result = (await client.call(request, { deadlineMs, onEvent })) as GenerateResult;
      return { result, wallMs: performance.now() - before, firstPreviewMs };
    },
    start,
    pid() {
      if (handle?.pid === undefined) throw new Error('The engine process does not run.');
      return handle.pid;
    },
    dispose: () => client.dispose(),
  };
}
