import { resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';

/** What `judge.onnx` can see, head by head, in the order of its logits. */
const heads = {
  object: ['house', 'tree', 'boat', 'cat', 'balloon', 'tower'],
  colour: ['red', 'blue', 'yellow', 'white', 'purple', 'orange'],
  position: ['left', 'center', 'right'],
  time: ['day', 'sunset', 'night', 'dawn'],
  land: ['sea', 'mountains', 'desert', 'forest', 'meadow', 'snow'],
  sky: ['sun', 'clouds', 'moon', 'stars', 'moon and stars'],
} as const;

export type Judgement = { [head in keyof typeof heads]: string };

let session: Promise<InferenceSession> | null = null;

/** How sure the judge is of each word, 0 to 1: the words of a head come to 1. */
export type Scores = { [head in keyof typeof heads]: Record<string, number> };

/** Pixels without padding, three bytes each. */
export interface JudgedPixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * What a 64 x 64 picture of telar-mini shows (a file, or its pixels), as a classifier that was trained on drawn pictures
 * sees it.
 */
export async function judge(picture: string | JudgedPixels): Promise<Judgement> {
  const seen = Object.entries(await judgeScores(picture)).map(([head, scores]) => {
    const [best = ''] = Object.keys(scores).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    return [head, best] as const;
  });
  return Object.fromEntries(seen) as Judgement;
}

/** What the judge thinks of every word it knows. */
export async function judgeScores(picture: string | JudgedPixels): Promise<Scores> {
  session ??= InferenceSession.create(resolve(import.meta.dirname, 'fixtures', 'judge.onnx'), { intraOpNumThreads: 1 });
  const image =
    typeof picture === 'string'
      ? sharp(picture)
      : sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } });
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const area = info.width * info.height;
  const planes = new Float32Array(3 * area);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) planes[channel * area + i] = (data[i * 3 + channel] ?? 0) / 127.5 - 1;
  }
  const { logits } = await (
    await session
  ).run({ image: new Tensor('float32', planes, [1, 3, info.height, info.width]) });
  const values = logits?.data as Float32Array;
  let offset = 0;
  const scores = Object.entries(heads).map(([head, words]) => {
    const powers = [...values.subarray(offset, (offset += words.length))].map(Math.exp);
    const sum = powers.reduce((total, each) => total + each, 0);
    return [head, Object.fromEntries(words.map((word, i) => [word, (powers[i] ?? 0) / sum]))] as const;
  });
  return Object.fromEntries(scores) as Scores;
}
