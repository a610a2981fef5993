import { z } from 'zod';
import { take } from '../artifact/index.ts';
import { documentId, takeId } from '../base/index.ts';
import { procedure } from './failures.ts';

export const rating = z.int().min(0).max(5);

/** A take as the gallery shows it. */
export const galleryItem = z.object({
  take,
  documentId: documentId.nullable(),
  documentTitle: z.string(),
  /** Made of a prompt: its unit and layer are no names of the user's. */
  isGeneration: z.boolean(),
  /** 1 to 5 stars; 0 = not rated. */
  rating,
  picked: z.boolean(),
});
export type GalleryItem = z.output<typeof galleryItem>;

/** What became of a cell whose take was deleted. */
export const takeDeletion = z.object({
  /** The take that is picked now; null where none is left. */
  picked: takeId.nullable(),
  /** Files that are not what Telar wrote and were left alone, relative to the output folder. */
  keptFiles: z.array(z.string()),
});

export const gallery = {
  /** Newest first. `before` is the `createdAt`-ordered cursor of the page before. */
  list: procedure
    .input(z.strictObject({ limit: z.int().min(1).max(500).default(200), cursor: z.string().max(200).nullish() }))
    .output(z.object({ items: z.array(galleryItem), total: z.int(), nextCursor: z.string().nullable() })),
  rate: procedure.input(z.strictObject({ takeId, rating })).output(galleryItem),
  pick: procedure.input(z.strictObject({ documentId, takeId })),
  /** Marks a take's file in the system's file manager; where the host has no desktop it only says where the file is. */
  showFile: procedure
    .input(z.strictObject({ documentId, takeId }))
    .output(z.object({ file: z.string(), isShown: z.boolean() })),
  /** Deletes a take, its own files and its rating; a picked one hands over to the newest other take of its cell. */
  deleteTake: procedure.input(z.strictObject({ documentId, takeId })).output(takeDeletion),
};
