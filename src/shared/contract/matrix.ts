import { z } from 'zod';
import { documentId } from '../base/index.ts';
import { matrixDocument, matrixEdit } from '../matrix/index.ts';
import { modelTemplate } from '../template/index.ts';
import { procedure } from './failures.ts';

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
  readOnly: z.enum(['newer-version', 'locked', 'not-writable']).nullable(),
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
const hostFile = z.string().min(1).max(4_096);
const byId = z.strictObject({ documentId });

export const matrix = {
  /** Documents that are open in this host, the newest first. */
  list: procedure.output(z.array(openDocument)),
  get: procedure.input(byId).output(openDocument),
  /** Opens the user's own copy of the sample story, made on first use. */
  openSample: procedure.output(openDocument),
  open: procedure.input(z.strictObject({ file: hostFile })).output(openDocument),
  /** Makes and opens an empty document; refuses a file that exists. */
  create: procedure
    .input(z.strictObject({ file: hostFile, title: z.string().max(200).optional() }))
    .output(openDocument),
  /** Documents that were opened on this machine, the newest first. */
  recent: procedure.output(z.array(recentDocument)),
  /** Ends the session; unsaved changes are kept in the recovery copy. */
  close: procedure.input(byId).output(z.void()),
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
  undo: procedure.input(byId).output(openDocument),
  redo: procedure.input(byId).output(openDocument),
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
