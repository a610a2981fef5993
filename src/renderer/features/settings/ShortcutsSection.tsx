import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandGroups, useCommands } from '../../commands/index.ts';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { ShortcutRow } from './ShortcutRow.tsx';
import shared from './SettingsPage.module.css';
import classes from './Shortcuts.module.css';

/** All commands by group, with their keys to be changed. */
export function ShortcutsSection() {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const commands = useCommands();
  const hasOwn = usePreferences((state) => Object.keys(state.settings.shortcuts).length > 0);
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const shown = commands.filter(({ id }) => t(`shortcuts.commands.${id}`).toLowerCase().includes(wanted));
  return (
    <section className={shared.section} data-section="shortcuts">
      <div className={classes.head}>
        <h2 className={shared.heading}>{t('shortcuts.title')}</h2>
        <Button
          variant="default"
          size="xs"
          disabled={!hasOwn}
          onClick={() => void preferences.change({ shortcuts: {} })}
          data-action="reset-shortcuts"
        >
          {t('keySettings.resetAll')}
        </Button>
      </div>
      <p className={shared.credits}>{t('keySettings.hint')}</p>
      <TextInput
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        placeholder={t('keySettings.search')}
        aria-label={t('keySettings.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      {shown.length === 0 ? <p className={shared.credits}>{t('shortcuts.nothingFound')}</p> : null}
      {commandGroups.map((group) => {
        const ofGroup = shown.filter((command) => command.group === group);
        if (ofGroup.length === 0) return null;
        return (
          <div key={group}>
            <h3 className={classes.group}>{t(`shortcuts.groups.${group}`)}</h3>
            <ul className={classes.list}>
              {ofGroup.map((command) => (
                <ShortcutRow key={command.id} command={command} commands={commands} />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
