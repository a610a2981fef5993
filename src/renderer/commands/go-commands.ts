import { usual, type Command } from './command.ts';

const go = { ...usual, group: 'go' } as const;

/** The way between the pages. */
export const goCommands: readonly Command[] = [
  { ...go, id: 'goMatrix', keys: ['m'], perform: ({ view }) => view.go('matrix') },
  { ...go, id: 'goGenerate', keys: ['a'], perform: ({ view }) => view.go('generate') },
  { ...go, id: 'goGallery', keys: ['g'], perform: ({ view }) => view.go('gallery') },
  { ...go, id: 'goModels', keys: ['o'], perform: ({ view }) => view.go('models') },
  { ...go, id: 'goEngine', keys: ['e'], perform: ({ view }) => view.go('engine') },
  { ...go, id: 'goCosts', keys: ['c'], perform: ({ view }) => view.go('costs') },
  { ...go, id: 'goSettings', keys: ['s', 'mod+,'], perform: ({ view }) => view.go('settings') },
];
