import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { minPassphraseLength, secretPlace, type KeyKeeping, type SecretPlace } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './Providers.module.css';

export interface KeepingDialogProps {
  isOpen: boolean;
  keeping: KeyKeeping;
  onClose: () => void;
  onKept: () => void;
}

/** Asks where keys shall be kept: keychain, encrypted file, or this session only. */
export function KeepingDialog({ isOpen, keeping, onClose, onKept }: KeepingDialogProps) {
  const { t } = useTranslation();
  const { providers } = useStudio();
  const [place, setPlace] = useState<SecretPlace>(
    keeping.place ?? (keeping.keychain.isAvailable ? 'keychain' : 'file'),
  );
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  const asksPassphrase = place === 'file' && keeping.file !== 'open';
  const isTooShort = asksPassphrase && passphrase.length < (keeping.file === 'absent' ? minPassphraseLength : 1);

  async function keep(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const isKept = await providers.keepIn(place, asksPassphrase ? passphrase : null);
    setBusy(false);
    if (isKept) onKept();
  }

  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('providers.dialogTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form data-dialog="keeping" onSubmit={(event) => void keep(event)}>
        <Stack gap="md">
          <Radio.Group
            aria-label={t('providers.dialogTitle')}
            value={place}
            onChange={(value) => setPlace(secretPlace.parse(value))}
          >
            <Stack gap="xs">
              {secretPlace.options.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`providers.place.${each}`)}
                  disabled={each === 'keychain' && !keeping.keychain.isAvailable}
                  description={
                    each === 'keychain' && !keeping.keychain.isAvailable
                      ? t('providers.keychainMissing', { reason: keeping.keychain.reason ?? '' })
                      : undefined
                  }
                />
              ))}
            </Stack>
          </Radio.Group>
          {place === 'keychain' && keeping.keychain.isWeak ? (
            <p className={classes.problem}>{t('providers.keychainWeak')}</p>
          ) : null}
          {asksPassphrase ? (
            <TextInput
              label={t('providers.passphrase')}
              description={t(keeping.file === 'absent' ? 'providers.passphraseNewHint' : 'providers.passphraseHint')}
              type="password"
              autoComplete="new-password"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('providers.cancel')}
            </Button>
            <Button type="submit" disabled={isTooShort || isBusy} aria-busy={isBusy}>
              {t('providers.keepHere')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
