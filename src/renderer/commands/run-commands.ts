import { pages, type Page, type Studio } from '../studio/index.ts';
import { usual, type Command } from './command.ts';
import { canRun, hasDocument, isRunning } from './command-state.ts';

const run = { ...usual, group: 'run' } as const;
/** On the Generate page the same key makes a picture: with the focus beside its fields it must not run the document. */
const besideGenerate: readonly Page[] = pages.filter((page) => page !== 'generate');

/** Starting, watching and ending runs. */
export const runCommands: readonly Command[] = [
  {
    ...run,
    id: 'run',
    keys: ['mod+enter', 'f5'],
    pages: besideGenerate,
    inFields: true,
    needs: 'noRun',
    isEnabled: canRun,
    perform: ({ launch }) => void launch.launch(),
  },
  {
    ...run,
    id: 'rehearse',
    keys: ['mod+shift+enter'],
    pages: besideGenerate,
    inFields: true,
    needs: 'noRun',
    isEnabled: canRun,
    perform: ({ launch }) => void launch.launch({ rehearse: true }),
  },
  {
    ...run,
    id: 'retryFailed',
    keys: ['shift+r'],
    needs: 'noRun',
    isEnabled: canRun,
    perform: ({ launch }) => void launch.retryFailed(),
  },
  { ...run, id: 'pauseRun', keys: ['shift+p', 'f6'], needs: 'run', isEnabled: isRunning, perform: pauseOrResume },
  {
    ...run,
    id: 'cancelRun',
    keys: ['mod+.', 'f7', 'shift+x'],
    needs: 'run',
    isEnabled: isRunning,
    perform: ({ runs }) => void runs.cancel(),
  },
  {
    ...run,
    id: 'plan',
    keys: ['p'],
    needs: 'document',
    isEnabled: hasDocument,
    perform: ({ launch }) => void launch.review(),
  },
  { ...run, id: 'queue', keys: ['q'], perform: ({ view }) => view.toggleQueue() },
  { ...run, id: 'toFront', keys: ['t'], pages: ['matrix'], needs: 'run', isEnabled: isQueued, perform: toFront },
];

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
