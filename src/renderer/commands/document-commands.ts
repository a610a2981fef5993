import type { Studio } from '../studio/index.ts';
import { usual, type Command } from './command.ts';
import { canEdit, hasDocument } from './command-state.ts';

const document = { ...usual, group: 'document' } as const;

/** Opening, making, saving and exchanging documents; the browser keeps some of the usual keys for itself. */
export const documentCommands: readonly Command[] = [
  {
    ...document,
    id: 'undo',
    keys: ['mod+z'],
    needs: 'step',
    isEnabled: (studio) => canEdit(studio) && (studio.documents.getState().document?.canUndo ?? false),
    perform: ({ documents }) => void documents.undo(),
  },
  {
    ...document,
    id: 'redo',
    keys: ['mod+shift+z', 'mod+y'],
    needs: 'step',
    isEnabled: (studio) => canEdit(studio) && (studio.documents.getState().document?.canRedo ?? false),
    perform: ({ documents }) => void documents.redo(),
  },
  {
    ...document,
    id: 'save',
    keys: ['mod+s'],
    inFields: true,
    needs: 'editable',
    isEnabled: canEdit,
    perform: ({ documents }: Studio) => void documents.save(),
  },
  {
    ...document,
    id: 'saveAs',
    keys: ['mod+shift+s'],
    inFields: true,
    needs: 'document',
    isEnabled: hasDocument,
    perform: ({ files }) => files.ask('save-as'),
  },
  {
    ...document,
    id: 'openDocument',
    keys: ['mod+o'],
    inFields: true,
    perform: ({ files }) => files.ask('open-document'),
  },
  { ...document, id: 'newDocument', keys: [], perform: ({ files }) => files.ask('new-document') },
  {
    ...document,
    id: 'importTable',
    keys: [],
    needs: 'editable',
    isEnabled: canEdit,
    perform: ({ files }) => files.ask('import-table'),
  },
  {
    ...document,
    id: 'closeDocument',
    keys: [],
    needs: 'document',
    isEnabled: hasDocument,
    perform: ({ files }) => void files.close(),
  },
];
