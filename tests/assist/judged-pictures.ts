import { resolve } from 'node:path';
import { createChildClient } from '../../src/main/child/index.ts';
import { readModelRules } from '../../src/main/assist/index.ts';
import type {
  ConfigureRequest,
  DiffusionRequest,
  GenerateRequest,
  GenerateResult,
} from '../../src/main/diffusion/index.ts';
import { adviseParameters, constraints, createRules, type AdvisedParameters } from '../../src/shared/assist/index.ts';
import { engineSettings } from '../../src/shared/local-engine/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { readTemplate } from '../engine/templates.ts';
import { missedIn, plainPicture } from '../diffusion/plain-picture.ts';
import type { Scene } from '../scenes.ts';
import { readShippedKnowledge } from './knowledge.ts';

const resources = resolve(import.meta.dirname, '../../resources');

export type PictureSettings = Pick<GenerateRequest, 'steps' | 'guidanceScale' | 'scheduler'>;

/** What came of a series of pictures. */
export interface Judged {
  /** Pictures that show all six things that were asked for. */
  right: number;
  /** What was missed, picture by picture. */
  missed: string[];
  /** Runs of the UNet for each picture, on average: what its time goes by, whatever else the machine does. */
  passes: number;
  /** Milliseconds for each picture, on average. */
  millisecondsEach: number;
}

/** Settings that the advice has for a prompt on telar-mini, from its rules alone. */
export async function createAutoSettings(): Promise<(prompt: string) => PictureSettings> {
  const analyze = createRules(await readShippedKnowledge());
  const rules = await readModelRules(resources);
  const template = await readTemplate('local/telar-mini');
  return (prompt) => {
    const { params } = adviseParameters({
      analysis: analyze(prompt),
      template,
      rules,
      constraints: constraints.parse({}),
      embeddings: { installed: 0, advised: [], rejected: [] },
      estimate: () => ({ seconds: null, memoryBytes: null }),
    });
    return settingsOf(params);
  };
}

function settingsOf({ steps, guidanceScale, scheduler }: AdvisedParameters): PictureSettings {
  if (steps === null || guidanceScale === null || scheduler === null) throw new Error('telar-mini takes all of these');
  return { steps, guidanceScale, scheduler: scheduler as PictureSettings['scheduler'] };
}

/** Makes pictures of scenes in the engine process and judges them. */
export interface Painter {
  paint(scenes: readonly Scene[], settingsFor: (prompt: string) => PictureSettings): Promise<Judged>;
  dispose(): void;
}

/** An engine process with telar-mini, on the processor. */
export async function createJudgedPainter(): Promise<Painter> {
  const client = createChildClient(createSourceLauncher(), 'diffusion-child');
  const call = (request: DiffusionRequest): Promise<unknown> => client.call(request, { deadlineMs: () => 120_000 });
  await call({
    kind: 'configure',
    settings: engineSettings.parse({ executionProvider: 'cpu' }),
    budget: { ram: 2 ** 31, vram: 0 },
    memoryFile: null,
    crashedProviders: [],
  } satisfies ConfigureRequest);
  return {
    async paint(scenes, settingsFor) {
      const judged: Judged = { right: 0, missed: [], passes: 0, millisecondsEach: 0 };
      const ordered = scenes.map((scene, index) => ({
        scene,
        seed: 1000 + index,
        settings: settingsFor(scene.prompt),
      }));
      // Pictures of one setting may be made together: each comes out as it would alone.
      for (const alike of Map.groupBy(ordered, ({ settings }) => JSON.stringify(settings)).values()) {
        for (let from = 0; from < alike.length; from += batch) {
          const part = alike.slice(from, from + batch);
          const [{ settings } = { settings: null }] = part;
          if (settings === null) continue;
          const before = performance.now();
          const pictures = part.map(({ scene: { prompt }, seed }) => ({ prompt, negativePrompt: '', seed }));
          const { images } = (await call({ ...plainPicture, ...settings, pictures })) as GenerateResult;
          judged.millisecondsEach += (performance.now() - before) / scenes.length;
          for (const [index, { scene }] of part.entries()) {
            const missed = await missedIn(scene, images[index]);
            judged.right += missed.length === 0 ? 1 : 0;
            judged.missed.push(...missed);
          }
        }
      }
      for (const { settings } of ordered) {
        judged.passes += (settings.steps * (settings.guidanceScale > 1 ? 2 : 1)) / scenes.length;
      }
      return judged;
    },
    dispose: () => client.dispose(),
  };
}

const batch = 8;
