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
  const video = await encoder.createH264MP4Encoder();
  // All encoders write into one file system in memory.
  video.outputFilename = `placeholder-${(made += 1)}.mp4`;
  try {
    Object.assign(video, { width, height, frameRate: maxFramesPerSecond, quantizationParameter: quantization });
    Object.assign(video, { speed: 10, groupOfPictures: frames });
    video.initialize();
    for (let frame = 0; frame < frames; frame += 1) {
      // A cancel is a message: it is heard between two frames.
      await nextTurn();
      if (signal.aborted) throw new CancelledError();
      paintBar(canvas, frame / (frames - 1));
      video.addFrameRgba(canvas.data);
      emit({ kind: 'alive' });
    }
    video.finalize();
    const bytes = video.FS.readFile(video.outputFilename);
    await writeFile(target, rewriteMp4(bytes, { width, height, durationSeconds }));
    video.FS.unlink(video.outputFilename);
  } finally {
    video.delete();
  }
}
