import { Button, Group, Modal } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineStatus } from '../../../shared/local-engine/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './EnginePage.module.css';

/** Whether the engine's process runs, and the way to begin it anew. */
export function EngineHead({ status }: { status: EngineStatus }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const state = status.pid === null ? 'stopped' : status.models.some((each) => each.isBusy) ? 'busy' : 'running';
  return (
    <header className={classes.head}>
      <div className={classes.names}>
        <div className={classes.titleRow}>
          <h1 className={classes.title}>{t('engine.title')}</h1>
          <span className={classes.state} data-engine-state={state}>
            {t(`engine.state.${state}`)}
          </span>
        </div>
        <p className={classes.soft}>
          {t('engine.hint')}{' '}
          {status.pid === null ? t('engine.stoppedHint') : `${t('engine.process', { pid: status.pid })}.`}
        </p>
      </div>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        disabled={status.pid === null}
        data-action="restart-engine"
        onClick={() => setAsking(true)}
      >
        {t('engine.restart')}
      </Button>
      {isAsking ? <RestartDialog onClose={() => setAsking(false)} /> : null}
    </header>
  );
}

function RestartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { engine } = useStudio();

  async function restart(): Promise<void> {
    if (await engine.restart()) onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('engine.restartTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={classes.soft}>{t('engine.restartHint')}</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('engine.cancel')}
        </Button>
        <Button data-action="confirm-restart" onClick={() => void restart()}>
          {t('engine.restartConfirm')}
        </Button>
      </Group>
    </Modal>
  );
}
