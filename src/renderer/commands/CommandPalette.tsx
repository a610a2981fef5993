import { Spotlight, type SpotlightActionData, type SpotlightFilterFunction } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../studio/index.ts';
import { Chord } from './Chord.tsx';
import classes from './CommandPalette.module.css';
import { commandItems, searchItems, thingItems, type PaletteItem } from './palette-items.ts';
import { recentCommands, rememberCommand } from './recent-commands.ts';
import { useCommands } from './user-keys.ts';

/** Search over all commands, cells, layers and recent documents. Opened by the registry's own chord, so Mantine's is off. */
export function CommandPalette() {
  const { t } = useTranslation();
  const studio = useStudio();
  const commands = useCommands();

  function actionOf({ id, label, chord, obstacle, perform }: PaletteItem): SpotlightActionData {
    return {
      id,
      label,
      'data-command': id,
      'aria-disabled': obstacle !== null,
      ...(obstacle === null ? {} : { description: obstacle, className: classes.disabled ?? '' }),
      rightSection: chord === null ? null : <Chord chord={chord} />,
      onClick() {
        if (obstacle !== null) return;
        rememberCommand(localStorage, id);
        perform();
      },
    } as SpotlightActionData;
  }

  /** What is listed is asked for while the palette is open, so that it says what can be done at that moment. */
  function listed(query: string): ReturnType<SpotlightFilterFunction> {
    const items = commandItems(commands, studio, t);
    if (query.trim() !== '') return searchItems([...items, ...thingItems(studio, t)], query).map(actionOf);
    const recent = recentCommands(localStorage).flatMap((id) => items.find((each) => each.id === id) ?? []);
    const groups = [...new Set(items.map(({ group }) => group))].map((group) => ({
      group,
      actions: items.filter((each) => each.group === group && !recent.includes(each)).map(actionOf),
    }));
    return recent.length === 0 ? groups : [{ group: t('palette.recent'), actions: recent.map(actionOf) }, ...groups];
  }

  return (
    <Spotlight
      actions={[]}
      filter={listed}
      shortcut={null}
      nothingFound={t('shortcuts.nothingFound')}
      onSpotlightOpen={() => void studio.files.loadRecent()}
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
