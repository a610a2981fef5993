import { Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStudio, useView } from '../studio/index.ts';
import { Chord } from './Chord.tsx';
import type { CommandGroup } from './command.ts';
import { useCommands } from './user-keys.ts';
import classes from './ShortcutSheet.module.css';

/** In this order two columns of about the same height come out. */
const shownGroups: readonly CommandGroup[] = ['run', 'document', 'edit', 'help', 'go', 'matrix', 'gallery'];

/** The `?` sheet: every command that has keys, by group. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const commands = useCommands();
  const { view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'shortcuts');
  return (
    <Modal
      opened={isOpen}
      onClose={() => view.close()}
      title={t('shortcuts.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.columns}>
        {shownGroups.map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.heading}>{t(`shortcuts.groups.${group}`)}</h3>
            <ul className={classes.list}>
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map((command) => (
                  <li key={command.id} className={classes.row}>
                    <span>{t(`shortcuts.commands.${command.id}`)}</span>
                    <Group gap="xs" wrap="nowrap">
                      {command.keys.map((chord) => (
                        <Chord key={chord} chord={chord} />
                      ))}
                    </Group>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
