import { emptyDocument, importUnits, parseTable, unitsToCsv } from '../../../shared/matrix/index.ts';
import { userPath } from '../documents.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Opening, editing and saving documents. */
export function matrixHandlers(studio: Studio, { documents, examples, samplePath, templates }: RouterParts) {
  return {
    list: studio.matrix.list.handler(() => documents.list().map((session) => session.describe())),
    get: studio.matrix.get.handler(({ input }) => documents.get(input.documentId).describe()),
    openSample: studio.matrix.openSample.handler(async () => (await documents.open(samplePath)).describe()),
    open: studio.matrix.open.handler(async ({ input }) =>
      (await documents.open(userPath(input.file), input.version)).describe(),
    ),
    create: studio.matrix.create.handler(async ({ input: { file, title, example } }) => {
      const start = example === undefined ? emptyDocument() : await examples.read(example);
      return (await documents.create(file, title === undefined ? start : { ...start, title })).describe();
    }),
    recent: studio.matrix.recent.handler(() => documents.recent()),
    close: studio.matrix.close.handler(({ input }) => documents.closeOne(input.documentId, input.unsaved)),
    edit: studio.matrix.edit.handler(({ input }) => documents.get(input.documentId).edit(input)),
    undo: studio.matrix.undo.handler(({ input }) => documents.get(input.documentId).undo(input.steps)),
    redo: studio.matrix.redo.handler(({ input }) => documents.get(input.documentId).redo(input.steps)),
    history: studio.matrix.history.handler(({ input }) => documents.get(input.documentId).steps()),
    save: studio.matrix.save.handler(({ input }) => documents.get(input.documentId).save(input)),
    reload: studio.matrix.reload.handler(({ input }) => documents.get(input.documentId).reload()),
    saveAs: studio.matrix.saveAs.handler(async ({ input }) =>
      (await documents.saveAs(input.documentId, input.file)).describe(),
    ),
    importTable: studio.matrix.importTable.handler(({ input }) => {
      const { documentId, text, baseRevision, label = 'Import table' } = input;
      const session = documents.get(documentId);
      return session.edit({ baseRevision, label, edit: importUnits(session.matrix, parseTable(text)) });
    }),
    exportTable: studio.matrix.exportTable.handler(({ input }) => {
      const { matrix } = documents.get(input.documentId);
      return { text: unitsToCsv(matrix, { separator: input.format === 'tsv' ? '\t' : ',' }) };
    }),
    templates: studio.matrix.templates.handler(() => [...templates.values()]),
  };
}
