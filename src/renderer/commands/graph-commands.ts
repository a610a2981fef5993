import type { Command } from './command.ts';

/** What can be done to the view of the graph. */
export function graphCommands(): Command[] {
  return [
    {
      id: 'fitSelection',
      group: 'matrix',
      keys: ['.'],
      pages: ['matrix'],
      inFields: false,
      inDialogs: false,
      isEnabled: ({ view }) => view.getState().selection.size > 0,
      perform: ({ view }) => view.fit('selection'),
    },
  ];
}
