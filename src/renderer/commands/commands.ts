import { clipboardCommands } from './clipboard-commands.ts';
import { usual, type Command, type CommandPorts } from './command.ts';
import { documentCommands } from './document-commands.ts';
import { galleryCommands } from './gallery-commands.ts';
import { goCommands } from './go-commands.ts';
import { graphCommands } from './graph-commands.ts';
import { inspectorCommands } from './inspector-commands.ts';
import { matrixCommands } from './matrix-commands.ts';
import { runCommands } from './run-commands.ts';
import { tabCommands } from './tab-commands.ts';
import { tableCommands } from './table-commands.ts';
import { wiringCommands } from './wiring-commands.ts';

/** The one list of commands: hot keys, `?` sheet, palette and the settings of keys are made of it. */
export function createCommands(ports: CommandPorts): readonly Command[] {
  return [
    ...runCommands,
    ...documentCommands,
    ...tabCommands,
    ...clipboardCommands,
    ...goCommands,
    ...matrixCommands,
    ...inspectorCommands,
    ...graphCommands(),
    ...tableCommands(),
    ...wiringCommands,
    ...galleryCommands,
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
