import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderInfo } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';
import { readAddress, readConcurrency, type Read } from './provider-fields.ts';
import classes from './Providers.module.css';

/** Address and number of jobs at once; closed unless one of them is set. */
export function ProviderLimits({ info }: { info: ProviderInfo }) {
  const { t } = useTranslation();
  const { providers } = useStudio();
  const { provider, baseUrl, concurrency } = info;
  return (
    <details className={classes.more} open={baseUrl.value !== null || provider === 'ollama' ? true : undefined}>
      <summary>{t('providers.advanced')}</summary>
      <div className={classes.fields}>
        <Field
          label={t('providers.address')}
          description={
            baseUrl.isFromEnvironment
              ? t('providers.fromEnvironment', { variable: baseUrl.variable })
              : t('providers.addressHint')
          }
          placeholder={t('providers.addressUsual')}
          invalid={t('providers.addressInvalid')}
          present={baseUrl.value ?? ''}
          isReadOnly={baseUrl.isFromEnvironment}
          read={readAddress}
          onCommit={(value) => providers.configure(provider, { baseUrl: value })}
        />
        <Field
          label={t('providers.concurrency')}
          description=""
          placeholder={t('providers.concurrencyUsual')}
          invalid={t('providers.concurrencyInvalid')}
          present={concurrency === null ? '' : String(concurrency)}
          isReadOnly={false}
          read={readConcurrency}
          onCommit={(value) => providers.configure(provider, { concurrency: value })}
        />
      </div>
    </details>
  );
}

interface FieldProps<T> {
  label: string;
  description: string;
  placeholder: string;
  /** Said of something that cannot be read. */
  invalid: string;
  present: string;
  isReadOnly: boolean;
  read: (text: string) => Read<T>;
  onCommit: (value: T | null) => Promise<boolean>;
}

/** A field that is saved when it is left, and taken back by Escape. */
function Field<T>({ label, description, placeholder, invalid, present, isReadOnly, read, onCommit }: FieldProps<T>) {
  // Null while nothing is being typed: then the field shows what is set, also by another window.
  const [draft, setDraft] = useState<string | null>(null);
  const value = read(draft ?? present);
  const isInvalid = draft !== null && value.kind === 'invalid';

  async function commit(): Promise<void> {
    if (draft === null || value.kind === 'invalid') return;
    if (draft === present || (await onCommit(value.value))) setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void commit();
    if (event.key === 'Escape') setDraft(null);
  }

  return (
    <TextInput
      label={label}
      {...(description === '' ? {} : { description })}
      placeholder={placeholder}
      readOnly={isReadOnly}
      spellCheck={false}
      value={draft ?? present}
      error={isInvalid ? invalid : null}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={onKeyDown}
    />
  );
}
