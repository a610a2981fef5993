import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRecovery, useStudio, useView } from '../../studio/index.ts';
import { UnsavedRow } from './UnsavedRow.tsx';
import classes from './Recovery.module.css';

/** Asks what becomes of changes that were not saved when Telar ended without closing their documents. */
export function RecoveryDialog() {
  const { t } = useTranslation();
  const { recovery, view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'recovery');
  const unsaved = useRecovery((state) => state.unsaved);
  const isBusy = useRecovery((state) => state.busy);
  return (
    <Modal
      opened={isOpen && unsaved.length > 0}
      onClose={() => view.close()}
      title={t('documents.recovery.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.content} data-dialog="recovery">
        <p className={classes.hint}>
          {t('documents.recovery.hint')} {t('documents.recovery.openSavedHint')}
        </p>
        <ul className={classes.list}>
          {unsaved.map((each) => (
            <UnsavedRow key={each.file} document={each} />
          ))}
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={() => view.close()}>
            {t('documents.recovery.later')}
          </Button>
          {unsaved.length > 1 ? (
            <Button disabled={isBusy} data-action="restore-all" onClick={() => void recovery.restoreAll()}>
              {t('documents.recovery.restoreAll')}
            </Button>
          ) : null}
        </Group>
      </div>
    </Modal>
  );
}
