import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chord, commandsWith, firstKeysOf, keysAfter, type Command } from '../../commands/index.ts';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { ChordRecorder } from './ChordRecorder.tsx';
import classes from './Shortcuts.module.css';

interface ShortcutRowProps {
  command: Command;
  commands: readonly Command[];
}

/** A command's chords: take one away, press a new one, go back to the first. */
export function ShortcutRow({ command, commands }: ShortcutRowProps) {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const userKeys = usePreferences((state) => state.settings.shortcuts);
  const [isRecording, setRecording] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const name = t(`shortcuts.commands.${command.id}`);
  const holders = wanted === null ? [] : commandsWith(commands, wanted, command);

  function setKeys(chords: readonly string[]): void {
    void preferences.change({ shortcuts: keysAfter(userKeys, command.id, chords) });
  }

  function add(chord: string): void {
    setRecording(false);
    if (command.keys.includes(chord)) return;
    if (commandsWith(commands, chord, command).length > 0) setWanted(chord);
    else setKeys([...command.keys, chord]);
  }

  /** One change of the settings: the others lose the chord, this command gets it. */
  function takeOver(chord: string): void {
    const without = holders.reduce(
      (keys, holder) =>
        keysAfter(
          keys,
          holder.id,
          holder.keys.filter((each) => each !== chord),
        ),
      userKeys,
    );
    void preferences.change({ shortcuts: keysAfter(without, command.id, [...command.keys, chord]) });
    setWanted(null);
  }

  return (
    <li className={classes.row} data-shortcut={command.id}>
      <span className={classes.name}>{name}</span>
      <span className={classes.keys}>
        {command.keys.map((chord) => (
          <span key={chord} className={classes.chord} data-chord={chord}>
            <Chord chord={chord} />
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={t('keySettings.remove', { command: name, chord })}
              onClick={() => setKeys(command.keys.filter((each) => each !== chord))}
            >
              <IconX size={12} />
            </ActionIcon>
          </span>
        ))}
        {isRecording ? (
          <ChordRecorder label={t('keySettings.press')} onChord={add} onCancel={() => setRecording(false)} />
        ) : (
          <Tooltip label={t('keySettings.add', { command: name })}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('keySettings.add', { command: name })}
              onClick={() => {
                setWanted(null);
                setRecording(true);
              }}
            >
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          disabled={userKeys[command.id] === undefined}
          aria-label={t('keySettings.reset', { command: name })}
          title={t('keySettings.reset', { command: name })}
          onClick={() => setKeys(firstKeysOf(command.id))}
        >
          <IconArrowBackUp size={14} />
        </ActionIcon>
      </span>
      {wanted === null || holders.length === 0 ? null : (
        <span className={classes.conflict} role="alert">
          <span>
            {t('keySettings.conflict', { commands: holders.map(({ id }) => t(`shortcuts.commands.${id}`)).join(', ') })}{' '}
            <Chord chord={wanted} />
          </span>
          <Button size="compact-xs" onClick={() => takeOver(wanted)}>
            {t('keySettings.takeOver')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setWanted(null)}>
            {t('keySettings.leave')}
          </Button>
        </span>
      )}
    </li>
  );
}
