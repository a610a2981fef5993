import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { cellKey, documentId, takeId } from '../base/index.ts';
import { procedure } from './failures.ts';

/** Folder beside a document that keeps the files a user has brought in. */
export const inputsFolder = 'inputs';

/** Largest file that may be brought in, in bytes: a long film. */
export const maxImportBytes = 2 * 1024 ** 3;

/** Bytes of a file that go over the link in one message: far below what a link takes, also as base64. */
export const importChunkBytes = 1024 * 1024;

/** A file that was brought in. */
export const importedMedia = z.object({
  /** Relative to the document's folder, as a parameter names it. */
  path: z.string(),
  mediaType: z.string(),
  assetType,
  bytes: z.int(),
});
export type ImportedMedia = z.output<typeof importedMedia>;

/** A file that was brought in, as a parameter names it. */
const inputPath = z.string().regex(/^inputs\/[^./\\][^/\\]{0,199}$/);

/** Whether a parameter's text names a file that was brought in. */
export function isInputPath(text: string): boolean {
  return inputPath.safeParse(text).success;
}

const uploadId = z.string().min(1).max(64);
const byUpload = z.strictObject({ uploadId });

/**
 * Bringing a file of the user in: it goes over the link in pieces, so that the same way serves every host, and each piece
 * is on disk before the next is asked for.
 */
export const media = {
  begin: procedure
    .input(z.strictObject({ documentId, name: z.string().max(1_000), bytes: z.int().min(0) }))
    .output(byUpload),
  append: procedure.input(
    byUpload.extend({
      /** Bytes that were sent before. */
      offset: z.int().min(0),
      /** Base64. */
      data: z.base64().max(Math.ceil(importChunkBytes / 3) * 4),
    }),
  ),
  /** Looks into the file and keeps it under `inputs/`; the same content is kept once. */
  finish: procedure.input(byUpload).output(importedMedia),
  abort: procedure.input(byUpload),
  /** A small picture of a file that was brought in, as WebP in base64; null for a film or a sound. */
  thumbnail: procedure
    .input(z.strictObject({ documentId, path: inputPath }))
    .output(z.object({ webp: z.base64().nullable() })),
  /** Makes a file that was brought in the picked take of a cell; a picture is converted where the cell asks for it. */
  useAsTake: procedure
    .input(z.strictObject({ documentId, cell: cellKey, path: inputPath }))
    .output(z.object({ takeId })),
};
