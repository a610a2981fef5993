export * from './canvas.ts';
export * from './contact-sheet.ts';
export * from './picture-process.ts';
export type { RgbPicture } from './protocol.ts';
