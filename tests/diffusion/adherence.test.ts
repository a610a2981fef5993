import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChildClient, type ChildClient } from '../../src/main/child/index.ts';
import {
  schedulerNames,
  type ConfigureRequest,
  type DiffusionRequest,
  type GenerateRequest,
  type GenerateResult,
} from '../../src/main/diffusion/index.ts';
import { engineSettings } from '../../src/shared/local-engine/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { randomScenes } from '../scenes.ts';
import { soakRuns } from '../soak.ts';
import { missedIn, plainPicture } from './plain-picture.ts';

let process: ChildClient;
const call = (request: DiffusionRequest): Promise<unknown> => process.call(request, { deadlineMs: () => 60_000 });

beforeAll(async () => {
  process = createChildClient(createSourceLauncher(), 'diffusion-child');
  await call({
    kind: 'configure',
    settings: engineSettings.parse({ executionProvider: 'cpu' }),
    budget: { ram: 2 ** 31, vram: 0 },
    memoryFile: null,
    crashedProviders: [],
  } satisfies ConfigureRequest);
});
afterAll(() => process.dispose());

type Order = Pick<GenerateRequest, 'pictures' | 'scheduler' | 'steps'>;

async function paint(order: Order): Promise<GenerateResult['images']> {
  const result = await call({
    ...plainPicture,
    guidanceScale: 2.5,
    ...order,
  });
  return (result as GenerateResult).images;
}

// The model must show all six things that are asked for. The short run draws 24 of the 200 pictures, so that one wrong
// picture weighs 4 %: it allows one (DPM++ 2M: none), the long run 3 % (1 %).
const scenes = randomScenes(soakRuns(24, 200));
const wrongAllowed = soakRuns(1, 6);
const wrongAllowedOfBest = soakRuns(0, 2);

describe.each(schedulerNames.filter((name) => name !== 'lcm'))('%s, 20 steps, guidance 2.5', (scheduler) => {
  it('shows the object, colour, place, time, land and sky asked for', async () => {
    const pictures = scenes.map(({ prompt }, i) => ({ prompt, negativePrompt: '', seed: 1000 + i }));
    const images = await paint({ pictures, scheduler, steps: 20 });
    const missed = await Promise.all(scenes.map((scene, i) => missedIn(scene, images[i])));
    const wrong = missed.filter((each) => each.length > 0).map((each) => each.join(', '));
    expect(images).toHaveLength(scenes.length);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(
      scheduler === 'dpmpp_2m' ? wrongAllowedOfBest : wrongAllowed,
    );
  }, 600_000);
});

describe('lcm, for models that were distilled for it', () => {
  const picture = (seed: number): Order['pictures'][number] => ({ prompt: 'a red house', negativePrompt: '', seed });

  it('draws its noise from the generator of each picture', async () => {
    const [first, second] = await paint({ pictures: [picture(1), picture(2)], scheduler: 'lcm', steps: 6 });
    const [alone] = await paint({ pictures: [picture(2)], scheduler: 'lcm', steps: 6 });
    expect(alone).toEqual(second);
    expect(alone).not.toEqual(first);
  });

  it('refuses more steps than its model was distilled on', async () => {
    const order: Order = { pictures: [picture(1)], scheduler: 'lcm', steps: 51 };
    await expect(paint(order)).rejects.toMatchObject({
      code: 'ParameterValidationError',
      kind: 'out-of-range',
      place: { parameter: 'steps' },
      values: { reason: 'LCM takes 1 to 50 steps with this model, not 51.' },
    });
  });
});
