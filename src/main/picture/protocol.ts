import type { PictureMediaType } from '../../shared/artifact/index.ts';

/** Pixels without padding: 3 bytes (red, green, blue) each, row by row from the top left. */
export interface RgbPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface ProbedPicture {
  mediaType: PictureMediaType;
  width: number;
  height: number;
}

/** Look of a print: sizes in pixels of the finished picture, colours as `#rrggbb`. */
export interface FrameOptions {
  scale: number;
  kernel: 'nearest' | 'lanczos3';
  matte: number;
  matteColor: string;
  border: number;
  borderColor: string;
}

/** What the picture process can do, with the answer of each. */
export interface PictureOperations {
  probe(input: { file: string }): ProbedPicture;
  decodeRgb(input: { file: string; width: number; height: number }): RgbPicture;
  encodePng(input: RgbPicture): Uint8Array;
  encode(input: RgbPicture & { target: string; mediaType: PictureMediaType }): null;
  convert(input: { file: string; target: string; mediaType: PictureMediaType; scale: number }): null;
  frame(input: { file: string; target: string; options: FrameOptions }): ProbedPicture;
  thumbnail(input: { file: string; maxEdge: number }): Uint8Array;
}

export type OperationName = keyof PictureOperations;
export type OperationInput<N extends OperationName> = Parameters<PictureOperations[N]>[0];
export type OperationOutput<N extends OperationName> = ReturnType<PictureOperations[N]>;

export interface PictureRequest {
  operation: OperationName;
  input: unknown;
}
