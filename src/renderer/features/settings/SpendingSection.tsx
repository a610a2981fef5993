import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { readUsd, usdText } from './usd-input.ts';
import classes from './SettingsPage.module.css';

/** How much a run may cost at most. */
export function SpendingSection() {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const present = usePreferences((state) => state.settings.runCapMicroUsd);
  // Null while nothing is being typed: then the field shows what is set, also by another window.
  const [draft, setDraft] = useState<string | null>(null);
  const read = readUsd(draft ?? usdText(present));
  const isInvalid = read.kind === 'invalid';

  async function commit(): Promise<void> {
    if (draft === null || read.kind === 'invalid') return;
    const runCapMicroUsd = read.kind === 'none' ? null : read.amount;
    if (runCapMicroUsd === present || (await preferences.change({ runCapMicroUsd }))) setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void commit();
    if (event.key === 'Escape') setDraft(null);
  }

  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('settings.spending')}</h2>
      <TextInput
        label={t('settings.runCap')}
        description={t('settings.runCapHint')}
        placeholder={t('settings.noRunCap')}
        className={classes.select ?? ''}
        inputMode="decimal"
        leftSection="$"
        value={draft ?? usdText(present)}
        error={isInvalid ? t('settings.runCapInvalid') : null}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => void commit()}
        onKeyDown={onKeyDown}
      />
    </section>
  );
}
