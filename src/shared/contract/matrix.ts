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
  matrix: matrixDocument,
});
export type OpenDocument = z.output<typeof openDocument>;

const byId = z.strictObject({ documentId });

export const matrix = {
  /** Documents that are open in this host, the newest first. */
  list: procedure.output(z.array(openDocument)),
  get: procedure.input(byId).output(openDocument),
  /** Opens the user's own copy of the sample story, made on first use. */
  openSample: procedure.output(openDocument),
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
  save: procedure.input(byId).output(openDocument),
  templates: procedure.output(z.array(modelTemplate)),
};
