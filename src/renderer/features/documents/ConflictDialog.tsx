import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio } from '../../studio/index.ts';
import classes from './Documents.module.css';

/** Which version stays, when another program changed the file that is to be saved. */
export function ConflictDialog() {
  const { t } = useTranslation();
  const { documents, files } = useStudio();
  const isOpen = useDocument((state) => state.conflict !== null);
  const file = useDocument((state) => state.document?.file ?? '');
  const choices = [
    { id: 'keep', label: t('file.keepMine'), hint: t('file.keepMineHint'), act: () => void documents.saveOver() },
    { id: 'take', label: t('file.takeTheirs'), hint: t('file.takeTheirsHint'), act: () => void documents.reload() },
  ];
  return (
    <Modal
      opened={isOpen}
      onClose={() => documents.leaveConflict()}
      title={t('file.conflictTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.form} data-dialog="conflict">
        <p className={classes.hint}>{t('file.conflictHint', { file })}</p>
        {choices.map(({ id, label, hint, act }) => (
          <div key={id}>
            <Button fullWidth variant="default" data-conflict={id} aria-describedby={`conflict-${id}`} onClick={act}>
              {label}
            </Button>
            <p id={`conflict-${id}`} className={classes.hint}>
              {hint}
            </p>
          </div>
        ))}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={() => documents.leaveConflict()}>
            {t('file.cancel')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              documents.leaveConflict();
              files.ask('save-as');
            }}
          >
            {t('file.saveAs')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
