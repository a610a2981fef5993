import { Button, Group, TextInput } from '@mantine/core';

import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderInfo } from '../../../shared/contract/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { providerTitles } from '../providers/index.ts';
import classes from './Providers.module.css';

export interface KeyFieldProps {
  provider: ProviderInfo['provider'];
  facts: NonNullable<ProviderInfo['key']>;
  withPlace: (work: () => Promise<unknown>) => Promise<void>;
}

/** Sets, replaces and removes a key. It is write-only: what was saved is never shown again. */
export function KeyField({ provider, facts, withPlace }: KeyFieldProps) {
  const { t } = useTranslation();
  const { providers } = useStudio();
  const [isReplacing, setReplacing] = useState(false);
  const name = providerTitles[provider];

  if (facts.source === 'environment') {
    return (
      <div data-key="environment">
        <p className={classes.sentence}>{keyText(facts, t)}</p>
        <p className={classes.soft}>{t('providers.keyFromEnvironment', { variable: facts.variable })}</p>
      </div>
    );
  }
  if (facts.isSet && !isReplacing) {
    return (
      <div className={classes.row} data-key="set">
        <p className={classes.sentence}>{keyText(facts, t)}</p>
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" variant="default" onClick={() => setReplacing(true)}>
            {t('providers.replace')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="red"
            aria-label={t('providers.removeNamed', { name })}
            onClick={() => void providers.removeKey(provider)}
          >
            {t('providers.remove')}
          </Button>
        </Group>
      </div>
    );
  }
  return (
    <KeyForm
      label={t('providers.key', { name })}
      onCancel={facts.isSet ? () => setReplacing(false) : null}
      onSave={(key) =>
        withPlace(async () => {
          if (await providers.setKey(provider, key)) setReplacing(false);
        })
      }
    />
  );
}

function keyText(facts: KeyFieldProps['facts'], t: Translate): string {
  const source = facts.source === null ? '' : t(`providers.source.${facts.source}`, { variable: facts.variable });
  if (facts.lastFour === null) return t('providers.keySet', { source });
  return t('providers.keySetEnding', { source, end: facts.lastFour });
}

interface KeyFormProps {
  label: string;
  onCancel: (() => void) | null;
  onSave: (key: string) => Promise<void>;
}

function KeyForm({ label, onCancel, onSave }: KeyFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState('');
  const key = draft.trim();

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (key !== '') void onSave(key);
  }

  return (
    <form className={classes.row} onSubmit={submit}>
      <TextInput
        label={label}
        type="password"
        autoComplete="off"
        spellCheck={false}
        className={classes.grow ?? ''}
        placeholder={t('providers.keyPlaceholder')}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <Group gap="xs" wrap="nowrap">
        {onCancel === null ? null : (
          <Button size="sm" variant="subtle" color="gray" onClick={onCancel}>
            {t('providers.cancel')}
          </Button>
        )}
        <Button size="sm" type="submit" disabled={key === ''}>
          {t('providers.save')}
        </Button>
      </Group>
    </form>
  );
}
