import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/contract/index.ts';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { readUsd, usdText } from './usd-input.ts';
import classes from './SettingsPage.module.css';

/** Settings that are an amount, or none. */
export type UsdSettingName = {
  [K in keyof Settings]: Settings[K] extends Settings['runCapMicroUsd'] ? K : never;
}[keyof Settings] &
  `${string}MicroUsd`;

export interface UsdSettingProps {
  name: UsdSettingName;
  label: string;
  description?: string;
  placeholder: string;
}

/** A field for an amount in dollars; it is stored when left or on Enter, and taken back by Escape. */
export function UsdSetting({ name, label, description, placeholder }: UsdSettingProps) {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const present = usePreferences((state) => state.settings[name]);
  // Null while nothing is being typed: then the field shows what is set, also by another window.
  const [draft, setDraft] = useState<string | null>(null);
  const read = readUsd(draft ?? usdText(present));
  const isInvalid = read.kind === 'invalid';

  async function commit(): Promise<void> {
    if (draft === null || read.kind === 'invalid') return;
    const amount = read.kind === 'none' ? null : read.amount;
    if (amount === present || (await preferences.change({ [name]: amount }))) setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void commit();
    if (event.key === 'Escape') setDraft(null);
  }

  return (
    <TextInput
      label={label}
      description={description}
      placeholder={placeholder}
      className={classes.select ?? ''}
      inputMode="decimal"
      leftSection="$"
      value={draft ?? usdText(present)}
      error={isInvalid ? t('settings.runCapInvalid') : null}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={onKeyDown}
    />
  );
}
