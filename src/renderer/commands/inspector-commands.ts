import { usual, type Command } from './command.ts';
import { hasDocument } from './command-state.ts';

/** What the panel beside the matrix can be asked for by key. */
export const inspectorCommands: readonly Command[] = [
  {
    ...usual,
    id: 'inspector',
    group: 'matrix',
    keys: ['i'],
    pages: ['matrix'],
    needs: 'document',
    isEnabled: hasDocument,
    perform: ({ inspector }) => inspector.toggle(),
  },
  {
    ...usual,
    id: 'inspectDocument',
    group: 'matrix',
    keys: [],
    pages: ['matrix'],
    needs: 'document',
    isEnabled: hasDocument,
    perform: ({ inspector }) => inspector.inspect({ kind: 'document' }),
  },
];
