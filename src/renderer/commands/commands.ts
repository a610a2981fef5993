import type { TakeId } from '../../shared/base/index.ts';
import { isActive, type Page, type Studio } from '../studio/index.ts';

export const commandGroups = ['run', 'document', 'go', 'matrix', 'gallery', 'help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Name of a command; its label is `shortcuts.commands.<id>`. */
export type CommandId =
  | 'run'
  | 'rehearse'
  | 'retryFailed'
  | 'pauseRun'
  | 'cancelRun'
  | 'queue'
  | 'toFront'
  | 'plan'
  | 'undo'
  | 'redo'
  | 'save'
  | 'saveAs'
  | 'openDocument'
  | 'newDocument'
  | 'importTable'
  | 'closeDocument'
  | 'goMatrix'
  | 'goGallery'
  | 'goSettings'
  | 'fit'
  | 'deselect'
  | 'palette'
  | 'shortcuts'
  | `rate${0 | 1 | 2 | 3 | 4 | 5}`;

/** Something the user can do by key, from the palette, and that the `?` sheet lists. */
export interface Command {
  id: CommandId;
  group: CommandGroup;
  keys: readonly string[];
  /** Pages it works on; everywhere when absent. */
  pages?: readonly Page[];
  /** Works while a text field has the focus. */
  inFields: boolean;
  /** Works while a dialog is open. */
  inDialogs: boolean;
  isEnabled(studio: Studio): boolean;
  perform(studio: Studio): void;
}

/** How a command opens things that are not part of the studio's state. */
export interface CommandPorts {
  openPalette(): void;
}

const always = (): boolean => true;
const usual = { inFields: false, inDialogs: false, isEnabled: always };

/** The one list of commands: hot keys, `?` sheet and palette are made of it. */
export function createCommands(ports: CommandPorts): readonly Command[] {
  return [
    { ...usual, id: 'run', group: 'run', keys: ['mod+enter'], inFields: true, isEnabled: canRun, perform: run },
    {
      ...usual,
      id: 'rehearse',
      group: 'run',
      keys: ['mod+shift+enter'],
      inFields: true,
      isEnabled: canRun,
      perform: ({ launch }) => void launch.launch({ rehearse: true }),
    },
    {
      ...usual,
      id: 'retryFailed',
      group: 'run',
      keys: ['shift+r'],
      isEnabled: canRun,
      perform: ({ launch }) => void launch.retryFailed(),
    },
    { ...usual, id: 'pauseRun', group: 'run', keys: ['shift+p'], isEnabled: isRunning, perform: pauseOrResume },
    { ...usual, id: 'cancelRun', group: 'run', keys: ['mod+.'], inFields: true, isEnabled: isRunning, perform: cancel },
    { ...usual, id: 'plan', group: 'run', keys: ['p'], perform: review },
    { ...usual, id: 'queue', group: 'run', keys: ['q'], perform: ({ view }) => view.open({ kind: 'queue' }) },
    { ...usual, id: 'toFront', group: 'run', keys: ['t'], pages: ['matrix'], isEnabled: isQueued, perform: toFront },
    { ...usual, id: 'undo', group: 'document', keys: ['mod+z'], isEnabled: canUndo, perform: undo },
    { ...usual, id: 'redo', group: 'document', keys: ['mod+shift+z', 'mod+y'], isEnabled: canRedo, perform: redo },
    { ...usual, id: 'save', group: 'document', keys: ['mod+s'], inFields: true, isEnabled: canEdit, perform: save },
    ...documentCommands(),
    { ...usual, id: 'goMatrix', group: 'go', keys: ['m'], perform: ({ view }) => view.go('matrix') },
    { ...usual, id: 'goGallery', group: 'go', keys: ['g'], perform: ({ view }) => view.go('gallery') },
    { ...usual, id: 'goSettings', group: 'go', keys: ['s'], perform: ({ view }) => view.go('settings') },
    { ...usual, id: 'fit', group: 'matrix', keys: ['f'], pages: ['matrix'], perform: ({ view }) => view.fit() },
    {
      ...usual,
      id: 'deselect',
      group: 'matrix',
      keys: ['escape'],
      pages: ['matrix'],
      isEnabled: ({ view }) => view.getState().selected !== null,
      perform: ({ view }) => view.select(null),
    },
    ...([1, 2, 3, 4, 5, 0] as const).map(rateCommand),
    {
      ...usual,
      id: 'palette',
      group: 'help',
      keys: ['mod+k'],
      inFields: true,
      perform: () => ports.openPalette(),
    },
    { ...usual, id: 'shortcuts', group: 'help', keys: ['?'], perform: ({ view }) => view.open({ kind: 'shortcuts' }) },
  ];
}

/** Opening, making and exchanging documents; the browser keeps some of the usual keys for itself. */
function documentCommands(): Command[] {
  const document = { ...usual, group: 'document' } as const;
  return [
    {
      ...document,
      id: 'saveAs',
      keys: ['mod+shift+s'],
      inFields: true,
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
      isEnabled: canEdit,
      perform: ({ files }) => files.ask('import-table'),
    },
    {
      ...document,
      id: 'closeDocument',
      keys: [],
      isEnabled: hasDocument,
      perform: ({ files }) => void files.close(),
    },
  ];
}

function rateCommand(stars: 0 | 1 | 2 | 3 | 4 | 5): Command {
  return {
    ...usual,
    id: `rate${stars}`,
    group: 'gallery',
    keys: [String(stars)],
    pages: ['matrix', 'gallery'],
    inDialogs: true,
    isEnabled: (studio) => takeAtHand(studio) !== null,
    perform(studio) {
      const take = takeAtHand(studio);
      if (take !== null) void studio.takes.rate(take, stars);
    },
  };
}

/** The take the user is looking at: the open one, the focused one of the gallery, or the selected cell's pick. */
export function takeAtHand({ view, documents }: Studio): TakeId | null {
  const { overlay, page, focusedTake, selected } = view.getState();
  if (overlay?.kind === 'take' || overlay?.kind === 'picture') return overlay.take;
  if (overlay !== null) return null;
  if (page === 'gallery') return focusedTake;
  const planned = selected === null ? undefined : documents.getState().planned.get(selected);
  return planned?.pickedTake ?? null;
}

function isRunning({ runs }: Studio): boolean {
  const { run } = runs.getState();
  return run !== null && isActive(run);
}

function canRun(studio: Studio): boolean {
  return hasDocument(studio) && !isRunning(studio) && !studio.launch.getState().busy;
}

function run({ launch }: Studio): void {
  void launch.launch();
}

function review({ launch }: Studio): void {
  void launch.review();
}

function pauseOrResume({ runs }: Studio): void {
  void (runs.getState().run?.state === 'paused' ? runs.resume() : runs.pause());
}

/** Whether the selected cell waits for its turn. */
function isQueued(studio: Studio): boolean {
  const { selected } = studio.view.getState();
  return isRunning(studio) && selected !== null && studio.runs.getState().cells.get(selected)?.state === 'queued';
}

function toFront({ runs, view }: Studio): void {
  const { selected } = view.getState();
  if (selected !== null) void runs.moveToFront([selected]);
}

function cancel({ runs }: Studio): void {
  void runs.cancel();
}

function hasDocument({ documents }: Studio): boolean {
  return documents.getState().document !== null;
}

function canEdit({ documents }: Studio): boolean {
  return documents.getState().document?.readOnly === null;
}

function canUndo(studio: Studio): boolean {
  return canEdit(studio) && (studio.documents.getState().document?.canUndo ?? false);
}

function canRedo(studio: Studio): boolean {
  return canEdit(studio) && (studio.documents.getState().document?.canRedo ?? false);
}

function undo({ documents }: Studio): void {
  void documents.undo();
}

function redo({ documents }: Studio): void {
  void documents.redo();
}

function save({ documents }: Studio): void {
  void documents.save();
}
