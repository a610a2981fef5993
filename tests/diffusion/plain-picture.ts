import { resolve } from 'node:path';
import type { GenerateRequest } from '../../src/main/diffusion/index.ts';
import { judge } from '../judge.ts';
import type { Scene } from '../scenes.ts';

/** A picture of telar-mini by its prompt alone, without what a test is not about. */
export const plainPicture = {
  kind: 'generate',
  modelFolder: resolve(import.meta.dirname, '../../resources/models/telar-mini'),
  guidanceRescale: 0,
  width: 64,
  height: 64,
  start: null,
  mask: null,
  maskFeather: 0,
  loras: [],
  clipSkip: 0,
  preview: 'none',
  previewEvery: null,
} satisfies Partial<GenerateRequest>;

/** Which of the six things that a scene asks for a picture does not show: none, if it is right. */
export async function missedIn(
  { prompt, shows }: Scene,
  image: Parameters<typeof judge>[0] | undefined,
): Promise<string[]> {
  if (image === undefined) throw new Error('there is no picture');
  const seen = await judge(image);
  return Object.entries(shows).flatMap(([head, word]) =>
    seen[head as keyof typeof shows] === word ? [] : [`${prompt}: ${head}`],
  );
}
