import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { readCount } from './read-count.ts';
import classes from './SettingsPage.module.css';

export interface CountSettingProps {
  name: 'historyDays' | 'historyRows';
  label: string;
  /** What the settings take. */
  least: number;
  most: number;
}

/** A field for a whole number; it is stored when left or on Enter, and taken back by Escape. */
export function CountSetting({ name, label, least, most }: CountSettingProps) {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const present = usePreferences((state) => state.settings[name]);
  // Null while nothing is being typed: then the field shows what is set, also by another window.
  const [draft, setDraft] = useState<string | null>(null);
  const read = draft === null ? present : readCount(draft, { least, most });

  async function commit(): Promise<void> {
    if (draft === null || read === null) return;
    if (read === present || (await preferences.change({ [name]: read }))) setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void commit();
    if (event.key === 'Escape') setDraft(null);
  }

  return (
    <TextInput
      label={label}
      className={classes.select ?? ''}
      inputMode="numeric"
      value={draft ?? String(present)}
      error={read === null ? t('settings.countInvalid', { low: least, high: most }) : null}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={onKeyDown}
    />
  );
}
