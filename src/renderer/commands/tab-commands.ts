import type { Studio } from '../studio/index.ts';
import type { Command } from './command.ts';

const usual = { group: 'document', inFields: true, inDialogs: false } as const;

/** Going from one open document to the next; the browser keeps Ctrl+Tab for its own tabs. */
export const tabCommands: readonly Command[] = [
  { ...usual, id: 'nextDocument', keys: ['mod+pagedown'], isEnabled: hasSeveral, perform: (studio) => step(studio, 1) },
  {
    ...usual,
    id: 'previousDocument',
    keys: ['mod+pageup'],
    isEnabled: hasSeveral,
    perform: (studio) => step(studio, -1),
  },
  {
    ...usual,
    id: 'revertDocument',
    keys: [],
    isEnabled: ({ documents }) => {
      const { document } = documents.getState();
      return document?.dirty === true && document.readOnly === null;
    },
    perform: ({ documents }) => void documents.reload(),
  },
];

function hasSeveral({ tabs }: Studio): boolean {
  return tabs.getState().tabs.length > 1;
}

function step({ documents, tabs, files, view }: Studio, by: number): void {
  const shown = documents.getState().document;
  const next = shown === null ? null : tabs.neighbour(shown, by);
  if (next === null) return;
  // A text that is being typed becomes its edit before its document goes out of sight.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (view.getState().page !== 'matrix') view.go('matrix');
  void files.switchTo(next.id);
}
