import type { Command } from './command.ts';

/** Changing between the graph and the table. */
export function tableCommands(): Command[] {
  return [
    {
      id: 'switchView',
      group: 'matrix',
      keys: ['v', 'mod+e'],
      pages: ['matrix'],
      inFields: false,
      inDialogs: false,
      isEnabled: () => true,
      perform: ({ view }) => view.showMatrixAs(view.getState().matrixView === 'graph' ? 'table' : 'graph'),
    },
  ];
}
