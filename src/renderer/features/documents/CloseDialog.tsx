import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFiles, useStudio, useView } from '../../studio/index.ts';
import { fileNameOf } from './file-names.ts';
import classes from './Documents.module.css';

/** What becomes of unsaved changes when their document is closed. */
export function CloseDialog() {
  const { t } = useTranslation();
  const { files, view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'close-document');
  const tab = useFiles((state) => state.closing);
  const title = tab?.title ?? t('documents.untitled');
  return (
    <Modal
      opened={isOpen && tab !== null}
      onClose={() => view.close()}
      title={t('documents.closing.title', { title })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.form} data-dialog="close-document">
        <p className={classes.hint}>{t('documents.closing.hint', { file: fileNameOf(tab?.file ?? '') })}</p>
        <p className={classes.hint}>
          {t('documents.closing.keep')}: {t('documents.closing.keepHint')}
        </p>
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" color="red" data-close="drop" onClick={() => void files.finishClosing('drop')}>
            {t('documents.closing.drop')}
          </Button>
          <Group gap="xs">
            <Button variant="subtle" color="gray" onClick={() => view.close()}>
              {t('file.cancel')}
            </Button>
            <Button variant="default" data-close="keep" onClick={() => void files.finishClosing('keep')}>
              {t('documents.closing.keep')}
            </Button>
            <Button data-autofocus data-close="save" onClick={() => void files.finishClosing('save')}>
              {t('documents.closing.save')}
            </Button>
          </Group>
        </Group>
      </div>
    </Modal>
  );
}
