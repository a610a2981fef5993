import type { Page } from '../studio/index.ts';
import type { Command } from './commands.ts';
import { matchesChord, type KeyPress } from './keys.ts';

/** Where a key was pressed. */
export interface KeyContext {
  page: Page;
  inField: boolean;
  inDialog: boolean;
  isMac: boolean;
}

/** The command a key press means in its place, or null. */
export function findCommand(commands: readonly Command[], press: KeyPress, context: KeyContext): Command | null {
  const found = commands.find(
    (command) =>
      (command.pages?.includes(context.page) ?? true) &&
      (command.inFields || !context.inField) &&
      (command.inDialogs || !context.inDialog) &&
      command.keys.some((chord) => matchesChord(press, chord, context.isMac)),
  );
  return found ?? null;
}
