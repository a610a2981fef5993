import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeFile } from 'node:fs/promises';
import encoder from 'h264-mp4-encoder';
import type { ServedCall } from '../../child/index.ts';
import { CancelledError } from '../../../shared/base/index.ts';
import { rewriteMp4 } from './mp4-file.ts';
import { paintBar, paintPlacard, type Placard } from './placard.ts';

export interface VideoPlaceholder {
  placard: Placard;
  /** Even numbers of pixels, at least 16. */
  width: number;
  height: number;
  durationSeconds: number;
  /** Frames a second that were asked for; the placeholder has fewer, each shown longer. */
  framesPerSecond: number;
}

const maxFramesPerSecond = 8;
const maxFrames = 64;
/** Encoding costs about 12 ns a pixel on a slow core. */
const pixelBudget = 50_000_000;
/** 10 is the worst picture, 51 the best compression; letters stay sharp below 30. */
const quantization = 28;

let made = 0;

/** Encodes a placard with a bar that shows the time as H.264 baseline and writes it as MP4. */
export async function writeVideo(
  target: string,
  { placard, width, height, durationSeconds, framesPerSecond }: VideoPlaceholder,
  { signal, emit }: ServedCall,
): Promise<void> {
  const rate = Math.min(framesPerSecond, maxFramesPerSecond);
  const affordable = Math.floor(pixelBudget / (width * height));
  const frames = Math.max(2, Math.min(maxFrames, affordable, Math.round(durationSeconds * rate)));
  const canvas = paintPlacard(placard, { width, height, channels: 4 });
  const encoded = await encode(frames, { width, height }, async (frame) => {
    // A cancel is a message: it is heard between two frames.
    await nextTurn();
    if (signal.aborted) throw new CancelledError();
    emit({ kind: 'alive' });
    paintBar(canvas, frame / (frames - 1));
    return canvas.data;
  });
  await writeFile(target, rewriteMp4(encoded, { width, height, durationSeconds }));
}

/** Encodes the frames that `paint` gives as one group of pictures. */
async function encode(
  frames: number,
  size: { width: number; height: number },
  paint: (frame: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const video = await encoder.createH264MP4Encoder();
  // All encoders write into one file system in memory.
  const outputFilename = `placeholder-${(made += 1)}.mp4`;
  const speed = { frameRate: maxFramesPerSecond, quantizationParameter: quantization, speed: 10 };
  Object.assign(video, { ...size, ...speed, outputFilename, groupOfPictures: frames });
  video.initialize();
  let encoded: Uint8Array;
  try {
    for (let frame = 0; frame < frames; frame += 1) video.addFrameRgba(await paint(frame));
  } finally {
    // Also after a cancel: an encoder that is deleted without this aborts its whole module, for all later films.
    video.finalize();
    encoded = video.FS.readFile(outputFilename);
    video.FS.unlink(outputFilename);
    video.delete();
  }
  return encoded;
}
