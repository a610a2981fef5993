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

/** What a 64 x 64 picture of telar-mini shows, as a classifier that was trained on drawn pictures sees it. */
export async function judge(file: string): Promise<Judgement> {
  session ??= InferenceSession.create(resolve(import.meta.dirname, 'fixtures', 'judge.onnx'), { intraOpNumThreads: 1 });
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
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
  const seen = Object.entries(heads).map(([head, words]) => {
    const scores = values.subarray(offset, (offset += words.length));
    return [head, words[scores.indexOf(Math.max(...scores))] ?? ''] as const;
  });
  return Object.fromEntries(seen) as Judgement;
}
