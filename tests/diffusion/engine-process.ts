import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ChildHandle, ChildLauncher } from '../../src/main/child/index.ts';
import type { DiffusionEvent, GenerateRequest, GenerateResult } from '../../src/main/diffusion/index.ts';
import { createDiffusionProcess, type WatchdogTiming } from '../../src/main/engine/local/diffusion-process.ts';
import { createProcessMemoryReader, type MemoryUse, type ProcessMemoryReader } from '../../src/main/memory/index.ts';
import { engineSettings, type EngineSettings } from '../../src/shared/local-engine/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { thisMoment, type Moment } from './host-clock.ts';

export const miniature = resolve(import.meta.dirname, '../../resources/models/telar-mini');

const gigabyte = 1e9;

/** A few steps of telar-mini; `request` says what is different. */
export function order(request: Partial<GenerateRequest> = {}): Omit<GenerateRequest, 'kind'> {
  return {
    modelFolder: miniature,
    pictures: [{ prompt: 'a red house, the sea at night', negativePrompt: '', seed: 7 }],
    ...{ steps: 3, guidanceScale: 2.5, guidanceRescale: 0, scheduler: 'dpmpp_2m', width: 64, height: 64 },
    ...{ start: null, mask: null, maskFeather: 0, loras: [], clipSkip: 0, preview: 'none', previewEvery: null },
    ...request,
  };
}

/** The engine process as the local engine runs it, from its sources. */
export function startEngineProcess(
  options: {
    settings?: Partial<EngineSettings>;
    budget?: MemoryUse;
    timing?: Partial<WatchdogTiming>;
    launcher?: ChildLauncher;
    readMemory?: ProcessMemoryReader;
  } = {},
) {
  const source = createSourceLauncher();
  const readMemory = options.readMemory ?? createProcessMemoryReader();
  let terms = {
    settings: engineSettings.parse(options.settings ?? {}),
    budget: options.budget ?? { ram: 2 * gigabyte, vram: 0 },
  };
  const ended: Moment[] = [];
  let nextEnd = Promise.withResolvers<undefined>();
  const launcher: ChildLauncher = {
    launch(program) {
      const handle = (options.launcher ?? source).launch(program);
      handle.onExit(() => {
        ended.push(thisMoment());
        nextEnd.resolve(undefined);
        nextEnd = Promise.withResolvers();
      });
      return handle;
    },
  };
  const process = createDiffusionProcess({
    launcher,
    terms: () => Promise.resolve(terms),
    memoryFile: null,
    readMemory,
    timing: options.timing ?? {},
    onChange: () => undefined,
  });
  return {
    process,
    /** When each process ended. */
    ended,
    /** Resolves when the next process has ended. */
    nextEnd: () => nextEnd.promise,
    /** Processes started so far. */
    children: (): ChildHandle[] => source.children.map(({ handle }) => handle),
    async configure(settings: Partial<EngineSettings>, budget: MemoryUse = terms.budget) {
      terms = { settings: engineSettings.parse(settings), budget };
      await process.configure({ start: true });
    },
    paint(
      request: Partial<GenerateRequest> = {},
      onStep: (step: number) => void = () => undefined,
      onEvent: (event: DiffusionEvent) => void = () => undefined,
    ): Promise<GenerateResult> {
      return process.generate(order(request), {
        signal: new AbortController().signal,
        onEvent(event) {
          onEvent(event);
          if (event.kind === 'progress') onStep(event.step);
        },
      });
    },
    residentBytes: async () => (await process.reading())?.residentBytes ?? 0,
  };
}

/** Bytes of the picture: equal pixels, equal text. */
export function pixelsOf({ images }: GenerateResult): string {
  return images.map(({ data }) => Buffer.from(data).toString('base64')).join();
}

/** A copy of telar-mini, some of its files replaced. */
export async function copyOfMiniature(changes: Record<string, Uint8Array> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-model-'));
  await cp(miniature, folder, { recursive: true });
  for (const [file, bytes] of Object.entries(changes)) await writeFile(join(folder, file), bytes);
  return folder;
}
