import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { documentId } from '../base/index.ts';
import { documentDifference } from '../matrix/index.ts';
import { price } from '../template/index.ts';
import { procedure } from './failures.ts';
import { hostFile, openDocument, readOnlyReason } from './matrix.ts';

/** An open document without its content: what a tab shows. */
export const documentTab = z.object({
  id: documentId,
  file: z.string(),
  title: z.string().nullable(),
  dirty: z.boolean(),
  readOnly: readOnlyReason.nullable(),
  /** When the file was written last, by whomever; null where it cannot be told. */
  savedAtMs: z.number().nullable(),
  /** When the unsaved changes were kept in the recovery copy; null when there are none, or they are newer. */
  keptAtMs: z.number().nullable(),
});
export type DocumentTab = z.output<typeof documentTab>;

/** A shipped document to start from. Its title and description in the reader's language belong to the window. */
export const exampleDocument = z.object({
  id: z.string(),
  title: z.string(),
  units: z.int(),
  layers: z.int(),
  cells: z.int(),
  assetTypes: z.array(assetType),
  /** Ids of its models, in the order of its layers. */
  models: z.array(z.string()),
  providers: z.array(z.string()),
  /** What a run of all of it costs, by its plan. */
  price,
});
export type ExampleDocument = z.output<typeof exampleDocument>;

/** Unsaved changes that a program left behind when it ended without closing its document. */
export const unsavedDocument = z.object({
  documentId,
  file: z.string(),
  title: z.string(),
  keptAtMs: z.number(),
  savedAtMs: z.number().nullable(),
});
export type UnsavedDocument = z.output<typeof unsavedDocument>;

/** What is known of a document that cannot be read. */
export const brokenDocument = z.object({
  /** When the copy beside it was made that the last save kept; null where there is none that can be read. */
  backupAtMs: z.number().nullable(),
  /** Lines of the file, numbered from 1, for showing the place of the error. */
  lines: z.array(z.object({ number: z.int(), text: z.string() })),
});
export type BrokenDocument = z.output<typeof brokenDocument>;

/** A folder of the host with what a document dialog shows of it. */
export const folderListing = z.object({
  folder: z.string(),
  /** Null at the top of what can be looked through. */
  parent: z.string().nullable(),
  /** Places to jump to: the home folder, Telar's projects, folders of recent documents. */
  places: z.array(z.object({ kind: z.enum(['home', 'projects', 'recent']), folder: z.string() })),
  entries: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      kind: z.enum(['folder', 'document']),
      changedAtMs: z.number(),
    }),
  ),
  /** There were more entries than are listed. */
  isCut: z.boolean(),
});
export type FolderListing = z.output<typeof folderListing>;

const byFile = z.strictObject({ file: hostFile });

/** What a window needs around its documents: tabs, examples, recovery and folders. */
export const documents = {
  /** Documents that are open in this host, in the order they were opened. */
  tabs: procedure.output(z.array(documentTab)),
  examples: procedure.output(z.array(exampleDocument)),
  /** Documents whose program ended without closing them, the newest first. */
  unsaved: procedure.output(z.array(unsavedDocument)),
  /** What the unsaved changes of a document change in its file; the first 200 differences. */
  compareUnsaved: procedure
    .input(byFile)
    .output(z.object({ differences: z.array(documentDifference), total: z.int() })),
  /** Looks at a document that could not be opened; `line` is where its failure points. */
  inspectBroken: procedure.input(byFile.extend({ line: z.int().min(1).optional() })).output(brokenDocument),
  /** Lists a folder; without one, that of Telar's projects. Hidden files are left out. */
  browse: procedure.input(z.strictObject({ folder: hostFile.optional() })).output(folderListing),
  /** Asks with the system's own dialog, where the host has a desktop; null when the user closed it. */
  choose: procedure
    .input(z.strictObject({ purpose: z.enum(['open', 'save']), suggested: hostFile.optional() }))
    .output(z.object({ file: z.string().nullable() })),
  /** Keeps a document that was dropped on the window as a new one among Telar's projects, and opens it. */
  bring: procedure
    .input(z.strictObject({ name: z.string().min(1).max(255), text: z.string().max(20 * 1024 * 1024) }))
    .output(openDocument),
};
