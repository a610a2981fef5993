import type { PictureMediaType } from '../../shared/artifact/index.ts';
import { createChildClient, type ChildLauncher } from '../child/index.ts';
import type {
  FrameOptions,
  OperationInput,
  OperationName,
  OperationOutput,
  PictureRequest,
  ProbedPicture,
  RgbPicture,
} from './protocol.ts';

/** Time one operation may take. */
const deadlineMs = 30_000;

/** Reads and writes pictures in a child process of its own. Failures are AssetDownloadError or EngineCrashedError. */
export interface PictureProcess {
  /** Decodes the whole file and says what it really is. */
  probe(file: string): Promise<ProbedPicture>;
  /** The picture scaled and cropped to cover exactly this size. */
  decodeRgb(file: string, size: { width: number; height: number }): Promise<RgbPicture>;
  encodePng(picture: RgbPicture): Promise<Uint8Array>;
  /** Writes pixels as a file of this format. */
  encode(picture: RgbPicture, target: string, mediaType: PictureMediaType): Promise<void>;
  /** Writes a picture as another kind of file, `scale` times as wide and high (1 unless told; Lanczos). */
  convert(file: string, target: string, mediaType: PictureMediaType, scale?: number): Promise<void>;
  /** Enlarges a picture and puts a matte and a border around it; the target is a PNG. */
  frame(file: string, target: string, options: FrameOptions): Promise<ProbedPicture>;
  /** WebP bytes of a picture whose longer edge is at most `maxEdge` pixels. */
  thumbnail(file: string, maxEdge: number): Promise<Uint8Array>;
  dispose(): Promise<void>;
}

/** The client of the picture process; the process starts with the first operation. */
export function createPictureProcess(launcher: ChildLauncher): PictureProcess {
  const client = createChildClient(launcher, 'picture-child');

  async function perform<N extends OperationName>(operation: N, input: OperationInput<N>): Promise<OperationOutput<N>> {
    const request: PictureRequest = { operation, input };
    return (await client.call(request, { deadlineMs: () => deadlineMs })) as OperationOutput<N>;
  }

  return {
    probe: (file) => perform('probe', { file }),
    decodeRgb: (file, size) => perform('decodeRgb', { file, ...size }),
    encodePng: (picture) => perform('encodePng', picture),
    async encode(picture, target, mediaType) {
      await perform('encode', { ...picture, target, mediaType });
    },
    async convert(file, target, mediaType, scale = 1) {
      await perform('convert', { file, target, mediaType, scale });
    },
    frame: (file, target, options) => perform('frame', { file, target, options }),
    thumbnail: (file, maxEdge) => perform('thumbnail', { file, maxEdge }),
    dispose() {
      client.dispose();
      return Promise.resolve();
    },
  };
}
