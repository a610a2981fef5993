export { Chord } from './Chord.tsx';
export { CommandKeys } from './CommandKeys.tsx';
export { CommandPalette } from './CommandPalette.tsx';
export { createCommands } from './commands.ts';
export { ShortcutSheet } from './ShortcutSheet.tsx';
