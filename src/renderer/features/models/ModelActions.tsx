import { Button, Modal } from '@mantine/core';
import { IconPlugConnected, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCheck, ModelEntry } from '../../../shared/contract/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio, type Asked } from '../../studio/index.ts';
import { BusyButton } from '../../ui/index.ts';
import { RefreshDialog } from './RefreshDialog.tsx';
import classes from './ModelDetails.module.css';

/** Check, refresh and remove a model. */
export function ModelActions({ entry: { template, file } }: { entry: ModelEntry }) {
  const { t } = useTranslation();
  const { models } = useStudio();
  const [checks, setChecks] = useState<Asked<ModelCheck[]> | 'running' | null>(null);
  const [open, setOpen] = useState<'refresh' | 'remove' | null>(null);

  async function test(): Promise<void> {
    setChecks('running');
    setChecks(await models.test(template.id));
  }

  return (
    <div>
      <div className={classes.actions}>
        <BusyButton
          variant="default"
          leftSection={<IconPlugConnected size={16} />}
          isBusy={checks === 'running'}
          data-action="test-model"
          onClick={() => void test()}
        >
          {t('models.test')}
        </BusyButton>
        {file === null ? null : (
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              data-action="refresh-model"
              onClick={() => setOpen('refresh')}
            >
              {t('models.refresh')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={16} />}
              data-action="remove-model"
              onClick={() => setOpen('remove')}
            >
              {t('models.remove')}
            </Button>
          </>
        )}
      </div>
      {checks === null || checks === 'running' ? null : <Checks result={checks} />}
      {open === 'refresh' ? <RefreshDialog template={template} onClose={() => setOpen(null)} /> : null}
      <Modal
        opened={open === 'remove'}
        onClose={() => setOpen(null)}
        title={t('models.removeTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p className={classes.text}>{t('models.removeHint', { id: template.id })}</p>
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setOpen(null)}>
            {t('models.cancel')}
          </Button>
          <Button
            color="red"
            data-action="confirm-remove"
            onClick={() => {
              setOpen(null);
              void models.remove(template.id);
            }}
          >
            {t('models.remove')}
          </Button>
        </div>
      </Modal>
    </div>
  );
}

function Checks({ result }: { result: Asked<ModelCheck[]> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if ('failure' in result) return <p role="alert">{failureText(result.failure, language).sentence}</p>;
  return (
    <ul className={classes.checks} role="status" data-list="checks">
      {result.value.map(({ step, failure }) => {
        const name = t(`models.step.${step}`);
        if (failure === null) return <li key={step}>{t('models.testOk', { step: name })}</li>;
        const { sentence, hint } = failureText(failure, language);
        return (
          <li key={step} data-failed="true">
            {t('models.testFailed', { step: name, reason: sentence })} {hint}
          </li>
        );
      })}
    </ul>
  );
}
