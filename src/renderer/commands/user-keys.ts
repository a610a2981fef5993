import type { Settings } from '../../shared/contract/index.ts';
import { usePreferences } from '../studio/index.ts';
import { commands, firstKeys } from './command-list.ts';
import type { Command, CommandId } from './command.ts';

type UserKeys = Settings['shortcuts'];

/** The commands with the keys that the user chose. */
function withUserKeys(list: readonly Command[], keys: UserKeys): readonly Command[] {
  return list.map((command) => {
    const own = keys[command.id];
    return own === undefined ? command : { ...command, keys: own };
  });
}

/** Chords that a command has from the start. */
export function firstKeysOf(id: CommandId): readonly string[] {
  return firstKeys.get(id) ?? [];
}

/** Chords of a command as they are now. */
export function useKeys(id: CommandId): readonly string[] {
  return usePreferences((state) => state.settings.shortcuts[id]) ?? firstKeysOf(id);
}

/** All commands as they are now. */
export function useCommands(): readonly Command[] {
  return withUserKeys(
    commands,
    usePreferences((state) => state.settings.shortcuts),
  );
}

/** Commands that would hear the same chord on the same page. */
export function commandsWith(list: readonly Command[], chord: string, command: Command): Command[] {
  return list.filter((each) => each.id !== command.id && each.keys.includes(chord) && haveCommonPage(each, command));
}

function haveCommonPage(one: Command, other: Command): boolean {
  if (one.pages === undefined || other.pages === undefined) return true;
  return one.pages.some((page) => other.pages?.includes(page));
}

/** The user's keys after a command gets these; what equals the first keys is not kept. */
export function keysAfter(present: UserKeys, id: CommandId, chords: readonly string[]): UserKeys {
  const { [id]: _old, ...others } = present;
  const first = firstKeysOf(id);
  const isFirst = first.length === chords.length && first.every((chord, index) => chord === chords[index]);
  return isFirst ? others : { ...others, [id]: [...chords] };
}
