import { usual, type Command } from './command.ts';
import { canEdit, hasCells, hasDocument } from './command-state.ts';

const edit = { ...usual, group: 'edit', pages: ['matrix'] } as const;

/** Cells on the canvas: to the clipboard, from it, and beside themselves. */
export const clipboardCommands: readonly Command[] = [
  {
    ...edit,
    id: 'copy',
    keys: ['mod+c'],
    native: 'disabled',
    needs: 'cells',
    isEnabled: (studio) => hasCells(studio) && !isTextSelected(),
    perform: ({ clipboard }) => void clipboard.copy(),
  },
  {
    ...edit,
    id: 'cut',
    keys: ['mod+x'],
    native: 'disabled',
    needs: 'cells',
    isEnabled: (studio) => hasCells(studio) && canEdit(studio) && !isTextSelected(),
    perform: ({ clipboard }, t) => void clipboard.cut((count) => t('clipboard.cutStep', { count })),
  },
  {
    ...edit,
    id: 'paste',
    keys: ['mod+v'],
    native: 'pasting',
    needs: 'editable',
    isEnabled: canEdit,
    perform: ({ clipboard }, t) => void clipboard.read('inside', (count) => t('clipboard.pasteStep', { count })),
  },
  {
    ...edit,
    id: 'pasteLinked',
    keys: ['mod+shift+v'],
    native: 'pasting',
    needs: 'editable',
    isEnabled: canEdit,
    perform: ({ clipboard }, t) => void clipboard.read('keep', (count) => t('clipboard.pasteStep', { count })),
  },
  {
    ...edit,
    id: 'duplicate',
    keys: ['mod+d'],
    needs: 'cells',
    isEnabled: (studio) => hasCells(studio) && canEdit(studio),
    perform: ({ clipboard }, t) => void clipboard.duplicate('inside', (count) => t('clipboard.copyStep', { count })),
  },
  {
    ...edit,
    id: 'duplicateLinked',
    keys: ['mod+shift+d'],
    needs: 'cells',
    isEnabled: (studio) => hasCells(studio) && canEdit(studio),
    perform: ({ clipboard }, t) => void clipboard.duplicate('keep', (count) => t('clipboard.copyStep', { count })),
  },
  {
    ...edit,
    id: 'find',
    keys: ['mod+f'],
    inFields: true,
    needs: 'document',
    isEnabled: hasDocument,
    perform: ({ view }) => view.find(),
  },
];

/** Words that the user has marked on the page are what Ctrl+C is about. */
function isTextSelected(): boolean {
  return document.getSelection()?.isCollapsed === false;
}
