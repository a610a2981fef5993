import { Chord } from './Chord.tsx';
import type { CommandId } from './command.ts';
import { useKeys } from './user-keys.ts';

/** The first chord of a command as the user has it; nothing where it has none. */
export function CommandChord({ command, isDecorative = false }: { command: CommandId; isDecorative?: boolean }) {
  const [chord] = useKeys(command);
  return chord === undefined ? null : <Chord chord={chord} isDecorative={isDecorative} />;
}
