import { Button, Group, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyKeeping } from '../../../shared/contract/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './Providers.module.css';

export interface KeyKeepingRowProps {
  keeping: KeyKeeping;
  /** A provider waits for the passphrase. */
  isLocked: boolean;
  onChange: () => void;
}

/** Where keys are kept, why not better, and the passphrase where it is asked for. */
export function KeyKeepingRow({ keeping, isLocked, onChange }: KeyKeepingRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { place, keychain, problem } = keeping;
  const usual = keychain.isAvailable && !keychain.isWeak ? t('providers.place.keychain') : t('providers.notChosen');
  return (
    <div className={classes.keeping} data-keeping={place ?? 'none'}>
      <div className={classes.row}>
        <div>
          <div className={classes.label}>{t('providers.keeping')}</div>
          <p className={classes.soft}>
            {place === null ? usual : t(`providers.place.${place}`)}. {t('providers.keepingHint')}
          </p>
        </div>
        <Button size="xs" variant="default" onClick={onChange} disabled={isLocked}>
          {t('providers.change')}
        </Button>
      </div>
      {keychain.isAvailable ? null : (
        <p className={classes.soft}>{t('providers.keychainMissing', { reason: keychain.reason ?? '' })}</p>
      )}
      {keychain.isWeak ? <p className={classes.problem}>{t('providers.keychainWeak')}</p> : null}
      {problem === null ? null : <p className={classes.problem}>{failureText(problem, language).sentence}</p>}
      {isLocked ? <UnlockForm /> : null}
    </div>
  );
}

function UnlockForm() {
  const { t } = useTranslation();
  const { providers } = useStudio();
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function unlock(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    await providers.unlock(passphrase);
    setBusy(false);
  }

  return (
    <form className={classes.unlock} data-form="unlock" onSubmit={(event) => void unlock(event)}>
      <p className={classes.problem}>
        <IconLock size={16} aria-hidden /> {t('providers.locked')}
      </p>
      <div className={classes.row}>
        <TextInput
          label={t('providers.passphrase')}
          type="password"
          autoComplete="off"
          className={classes.grow ?? ''}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button type="submit" disabled={passphrase === '' || isBusy} aria-busy={isBusy}>
          {t('providers.unlock')}
        </Button>
      </div>
      <Group gap="xs">
        <span className={classes.soft}>{t('providers.forgetHint')}</span>
        <Button size="compact-xs" variant="subtle" color="red" onClick={() => void providers.forgetKeys()}>
          {t('providers.forget')}
        </Button>
      </Group>
    </form>
  );
}
