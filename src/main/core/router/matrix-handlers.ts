import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Opening, editing and saving documents. */
export function matrixHandlers(studio: Studio, { documents, samplePath, templates }: RouterParts) {
  return {
    list: studio.matrix.list.handler(() => documents.list().map((session) => session.describe())),
    get: studio.matrix.get.handler(({ input }) => documents.get(input.documentId).describe()),
    openSample: studio.matrix.openSample.handler(async () => (await documents.open(samplePath)).describe()),
    edit: studio.matrix.edit.handler(({ input }) => documents.get(input.documentId).edit(input)),
    undo: studio.matrix.undo.handler(({ input }) => documents.get(input.documentId).undo()),
    redo: studio.matrix.redo.handler(({ input }) => documents.get(input.documentId).redo()),
    save: studio.matrix.save.handler(({ input }) => documents.get(input.documentId).save()),
    templates: studio.matrix.templates.handler(() => [...templates.values()]),
  };
}
