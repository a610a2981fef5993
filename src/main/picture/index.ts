export * from './picture-process.ts';
export type { FrameOptions, ProbedPicture, RgbPicture } from './protocol.ts';
