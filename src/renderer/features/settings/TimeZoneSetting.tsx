import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useSpending, useStudio } from '../../studio/index.ts';
import classes from './SettingsPage.module.css';

/** Whose midnight ends a day; empty: that of the machine that Telar runs on. */
export function TimeZoneSetting() {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const present = usePreferences((state) => state.settings.timeZone);
  const used = useSpending((state) => state.summary?.timeZone ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  const isInvalid = draft !== null && draft.trim() !== '' && !isTimeZone(draft.trim());

  async function commit(): Promise<void> {
    if (draft === null || isInvalid) return;
    const timeZone = draft.trim() === '' ? null : draft.trim();
    if (timeZone === present || (await preferences.change({ timeZone }))) setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void commit();
    if (event.key === 'Escape') setDraft(null);
  }

  return (
    <TextInput
      label={t('settings.timeZone')}
      description={t('settings.timeZoneHint')}
      placeholder={present === null ? used : ''}
      className={classes.select ?? ''}
      value={draft ?? present ?? ''}
      error={isInvalid ? t('settings.timeZoneInvalid') : null}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={onKeyDown}
    />
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}
