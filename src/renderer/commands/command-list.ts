import { spotlight } from '@mantine/spotlight';
import type { CommandId } from './command.ts';
import { createCommands } from './commands.ts';

/** The commands of this window, with the keys they have from the start. */
export const commands = createCommands({ openPalette: () => spotlight.open() });

/** The keys that commands have until the user chooses others. */
export const firstKeys: ReadonlyMap<CommandId, readonly string[]> = new Map(
  commands.map((command) => [command.id, command.keys]),
);
