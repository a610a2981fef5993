import { z } from 'zod';

/**
 * What an importer has left out, changed or guessed, so that the user can look at it before the model is used. `detail`
 * is a fact to show as it stands: a keyword, a file extension, a number.
 */
export const importNoteCode = z.enum([
  /** A regular expression was left out: no pattern of foreign data is ever evaluated. */
  'pattern-dropped',
  /** Only for keys or passwords; they do not belong into a document. */
  'secret-dropped',
  /** The same, but the model does not run without it. */
  'secret-required',
  /** The provider's own file as a default: the parameter is simply left out of the request. */
  'file-default-dropped',
  'default-dropped',
  'default-widened',
  'depth-limited',
  'file-guessed',
  'media-guessed',
  'output-from-example',
  'output-guessed',
  'output-unsupported',
  'output-structure',
  'example-refused',
  'version-pinned',
]);
export type ImportNoteCode = z.output<typeof importNoteCode>;

export const importNote = z.object({
  code: importNoteCode,
  parameter: z.string().nullable(),
  detail: z.string().nullable(),
});
export type ImportNote = z.output<typeof importNote>;

/** Collects notes while a schema is read. */
export type AddNote = (code: ImportNoteCode, parameter?: string | null, detail?: string | null) => void;

export function createNotes(): { notes: ImportNote[]; add: AddNote } {
  const notes: ImportNote[] = [];
  return {
    notes,
    add: (code, parameter = null, detail = null) => {
      const isThere = notes.some((each) => each.code === code && each.parameter === parameter);
      if (!isThere) notes.push({ code, parameter, detail });
    },
  };
}
