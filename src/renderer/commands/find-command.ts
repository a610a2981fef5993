import type { Page } from '../studio/index.ts';
import type { Command } from './command.ts';
import { matchesChord, type KeyPress } from './keys.ts';

/** Where a key was pressed. */
export interface KeyContext {
  page: Page;
  inField: boolean;
  inDialog: boolean;
  isMac: boolean;
  /** Whether a command can do something now; where several have the chord, one that can comes first. */
  isEnabled?: (command: Command) => boolean;
}

/** The command a key press means in its place, or null. */
export function findCommand(commands: readonly Command[], press: KeyPress, context: KeyContext): Command | null {
  const found = commands.filter(
    (command) =>
      (command.pages?.includes(context.page) ?? true) &&
      (command.inFields || !context.inField) &&
      (command.inDialogs || !context.inDialog) &&
      command.keys.some((chord) => matchesChord(press, chord, context.isMac)),
  );
  return found.find((command) => context.isEnabled?.(command) ?? true) ?? found[0] ?? null;
}
