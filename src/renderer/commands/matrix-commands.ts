import { usual, type Command } from './command.ts';
import { canEdit } from './command-state.ts';

/** Looking at the matrix, and the selected cell. */
export const matrixCommands: readonly Command[] = [
  { ...usual, id: 'fit', group: 'matrix', keys: ['f'], pages: ['matrix'], perform: ({ view }) => view.fit() },
  {
    ...usual,
    id: 'deselect',
    group: 'matrix',
    keys: ['escape'],
    pages: ['matrix'],
    needs: 'cell',
    isEnabled: ({ view }) => view.getState().selected !== null,
    perform: ({ view }) => view.select(null),
  },
  {
    ...usual,
    id: 'switchModel',
    group: 'matrix',
    keys: [],
    pages: ['matrix'],
    needs: 'cell',
    isEnabled: (studio) => canEdit(studio) && studio.view.getState().selected !== null,
    perform: ({ view }) => view.open({ kind: 'switch-model' }),
  },
];
