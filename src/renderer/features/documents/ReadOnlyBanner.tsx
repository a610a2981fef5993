import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio } from '../../studio/index.ts';
import classes from './Documents.module.css';

/** Says why the document cannot be changed, and what to do about that. */
export function ReadOnlyBanner() {
  const { t } = useTranslation();
  const { documents, files } = useStudio();
  const reason = useDocument((state) => state.document?.readOnly ?? null);
  if (reason === null) return null;
  return (
    <div className={classes.banner} role="status" data-notice="read-only">
      <IconLock size={18} aria-hidden className={classes.bannerIcon} />
      <span className={classes.bannerText}>{t(`file.readOnly.${reason}`)}</span>
      {reason === 'locked' ? (
        <Button size="xs" variant="default" onClick={() => void documents.reload()}>
          {t('file.reload')}
        </Button>
      ) : null}
      {reason === 'newer-version' ? null : (
        <Button size="xs" variant="default" onClick={() => files.ask('save-as')}>
          {t('file.saveAs')}
        </Button>
      )}
    </div>
  );
}
