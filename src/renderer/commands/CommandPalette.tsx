import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../studio/index.ts';
import { Chord } from './Chord.tsx';
import { commandGroups, type Command } from './commands.ts';

/** Search over all commands. Opened by the registry's own chord, so Mantine's is off. */
export function CommandPalette({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const groups = commandGroups.map((group) => ({
    group: t(`shortcuts.groups.${group}`),
    actions: commands
      .filter((command) => command.group === group && command.id !== 'palette')
      .map((command) => ({
        id: command.id,
        label: t(`shortcuts.commands.${command.id}`),
        rightSection: command.keys[0] === undefined ? null : <Chord chord={command.keys[0]} />,
        onClick: () => {
          const page = studio.view.getState().page;
          const first = command.pages?.[0];
          if (first !== undefined && command.pages?.includes(page) !== true) studio.view.go(first);
          if (command.isEnabled(studio)) command.perform(studio);
        },
      })),
  }));
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      nothingFound={t('shortcuts.nothingFound')}
      highlightQuery
      scrollable
      overlayProps={{ backgroundOpacity: 0.6, blur: 0 }}
      attributes={{ content: { 'aria-label': t('shortcuts.palette') } }}
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.75} aria-hidden />,
        placeholder: t('shortcuts.search'),
        'aria-label': t('shortcuts.search'),
      }}
    />
  );
}
