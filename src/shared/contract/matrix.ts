import { z } from 'zod';
import { documentId } from '../base/index.ts';
import { matrixDocument, matrixEdit } from '../matrix/index.ts';
import { modelTemplate } from '../template/index.ts';
import { procedure } from './failures.ts';

/** Why a document cannot be changed or saved. */
export const readOnlyReason = z.enum(['newer-version', 'locked', 'not-writable']);

/** An open document as screens see it. */
export const openDocument = z.object({
  id: documentId,
  /** Path as shown to the user. */
  file: z.string(),
  revision: z.int().min(0),
  dirty: z.boolean(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  undoLabel: z.string().nullable(),
  redoLabel: z.string().nullable(),
  /** Changes of an earlier session were restored from the recovery copy. */
  recovered: z.boolean(),
  /** Where a recovery copy is kept that could not be read. */
  damagedRecovery: z.string().nullable(),
  /** Why nothing can be changed or saved; null where it can. */
  readOnly: readOnlyReason.nullable(),
  matrix: matrixDocument,
});
export type OpenDocument = z.output<typeof openDocument>;

/** A document that was opened on this machine. */
export const recentDocument = z.object({
  documentId,
  file: z.string(),
  title: z.string(),
  openedAtMs: z.number(),
  /** Whether the file is there now. */
  exists: z.boolean(),
});
export type RecentDocument = z.output<typeof recentDocument>;

/** Path on the host: absolute, or relative to the user's home folder. */
export const hostFile = z.string().min(1).max(4_096);
const byId = z.strictObject({ documentId });
/** So many steps at once; one when absent. */
const bySteps = z.strictObject({ documentId, steps: z.int().min(1).max(500).optional() });

/** Labels of the steps of a document, the next one first. */
export const documentSteps = z.object({ done: z.array(z.string()), undone: z.array(z.string()) });
export type DocumentSteps = z.output<typeof documentSteps>;

/** Which version of a document is opened. */
const documentVersionWanted = z.enum(['newest', 'saved', 'backup']);
export type DocumentVersionWanted = z.output<typeof documentVersionWanted>;

export const matrix = {
  /** Documents that are open in this host, the newest first. */
  list: procedure.output(z.array(openDocument)),
  get: procedure.input(byId).output(openDocument),
  /** Opens the user's own copy of the sample story, made on first use. */
  openSample: procedure.output(openDocument),
  /**
   * `version`: the newest with unsaved changes, which is usual; what was saved, with unsaved changes put aside beside it;
   * or the copy that the last save kept, which stands as an unsaved change of the file until it is saved.
   */
  open: procedure
    .input(z.strictObject({ file: hostFile, version: documentVersionWanted.optional() }))
    .output(openDocument),
  /** Makes and opens a document, empty or as an example; refuses a file that exists. Its folder is made. */
  create: procedure
    .input(
      z.strictObject({
        file: hostFile,
        title: z.string().max(200).optional(),
        example: z.string().max(64).optional(),
      }),
    )
    .output(openDocument),
  /** Documents that were opened on this machine, the newest first. */
  recent: procedure.output(z.array(recentDocument)),
  /** Ends the session; unsaved changes are kept in the recovery copy, unless they are to be dropped. */
  close: procedure.input(z.strictObject({ documentId, unsaved: z.enum(['keep', 'drop']).optional() })).output(z.void()),
  edit: procedure
    .input(
      z.strictObject({
        documentId,
        baseRevision: z.int().min(0),
        edit: matrixEdit,
        label: z.string().max(100),
        mergeKey: z.string().max(200).optional(),
      }),
    )
    .output(openDocument),
  undo: procedure.input(bySteps).output(openDocument),
  redo: procedure.input(bySteps).output(openDocument),
  /** The newest steps that undo and redo would take. */
  history: procedure.input(byId).output(documentSteps),
  save: procedure
    .input(z.strictObject({ documentId, onConflict: z.enum(['refuse', 'overwrite']).optional() }))
    .output(openDocument),
  /** Takes up what is on disk; own changes are kept in a copy beside the document. */
  reload: procedure.input(byId).output(openDocument),
  /** Writes the document to a new file and goes on with that one; takes stay with the old one. */
  saveAs: procedure.input(z.strictObject({ documentId, file: hostFile })).output(openDocument),
  /** Takes units and their variables from CSV or TSV, as one edit; errors name the line. */
  importTable: procedure
    .input(
      z.strictObject({
        documentId,
        baseRevision: z.int().min(0),
        text: z.string().max(20 * 1024 * 1024),
        label: z.string().max(100).optional(),
      }),
    )
    .output(openDocument),
  exportTable: procedure
    .input(z.strictObject({ documentId, format: z.enum(['csv', 'tsv']) }))
    .output(z.object({ text: z.string() })),
  templates: procedure.output(z.array(modelTemplate)),
};
