import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureText, formatMoment, useLanguage } from '../../i18n/index.ts';
import { useFiles, useStudio, useView } from '../../studio/index.ts';
import classes from './BrokenDialog.module.css';

/** Why a document cannot be read, where in it, and the way to its backup. */
export function BrokenDialog() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files, view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'broken-document');
  const broken = useFiles((state) => state.broken);
  const newFailure = useFiles((state) => state.failure);
  if (broken === null) return null;
  const { file, failure, help } = broken;
  const { sentence, hint } = failureText(failure, language);
  const { line, column } = failure.place;
  return (
    <Modal
      opened={isOpen}
      onClose={() => view.close()}
      title={t('documents.broken.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.content} data-dialog="broken-document">
        <p className={classes.file}>{file}</p>
        <div className={classes.problem} role="alert">
          {sentence}
          <span className={classes.hint}>{hint}</span>
        </div>
        {line === undefined || help.lines.length === 0 ? null : (
          <figure className={classes.excerpt}>
            <figcaption>{t('documents.broken.place', { line, column: column ?? 1 })}</figcaption>
            <pre>
              {help.lines.map(({ number, text }) => (
                <span key={number} className={classes.line} data-wrong={number === line}>
                  <span className={classes.number}>{number}</span>
                  {text}
                </span>
              ))}
            </pre>
          </figure>
        )}
        <p className={classes.hint}>
          {help.backupAtMs === null ? t('documents.broken.noBackup') : t('documents.broken.backupHint')}
        </p>
        {newFailure === null ? null : <p role="alert">{failureText(newFailure, language).sentence}</p>}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={() => view.close()}>
            {t('common.close')}
          </Button>
          <Button variant="default" onClick={() => void files.open(file)}>
            {t('documents.broken.again')}
          </Button>
          {help.backupAtMs === null ? null : (
            <Button data-autofocus data-action="open-backup" onClick={() => void files.open(file, 'backup')}>
              {t('documents.broken.backup', {
                time: formatMoment(new Date(help.backupAtMs).toISOString(), language),
              })}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}
