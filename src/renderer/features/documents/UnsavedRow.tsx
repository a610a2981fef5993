import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnsavedDocument } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { useRecovery, useStudio } from '../../studio/index.ts';
import { clockOf } from './clock-of.ts';
import { Differences } from './Differences.tsx';
import classes from './Recovery.module.css';

/** One document with unsaved changes, and the two ways to go on with it. */
export function UnsavedRow({ document: { file, title, keptAtMs, savedAtMs } }: { document: UnsavedDocument }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { recovery } = useStudio();
  const isBusy = useRecovery((state) => state.busy);
  const comparison = useRecovery((state) => state.comparisons.get(file) ?? null);
  const [isComparing, setIsComparing] = useState(false);
  const moment = (atMs: number): string => clockOf(atMs, language);

  function compare(): void {
    if (!isComparing) void recovery.compare(file);
    setIsComparing(!isComparing);
  }

  return (
    <li className={classes.row} data-unsaved={file}>
      <div className={classes.head}>
        <div className={classes.names}>
          <strong className={classes.title}>{title}</strong>
          <span className={classes.file}>{file}</span>
          <span className={classes.hint}>
            {savedAtMs === null
              ? t('documents.recovery.keptNoFile', { kept: moment(keptAtMs) })
              : t('documents.recovery.kept', { kept: moment(keptAtMs), saved: moment(savedAtMs) })}
          </span>
        </div>
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="subtle" color="gray" aria-expanded={isComparing} onClick={compare}>
            {t(isComparing ? 'documents.recovery.hide' : 'documents.recovery.compare')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={isBusy}
            data-choice="saved"
            onClick={() => void recovery.openSaved(file)}
          >
            {t('documents.recovery.openSaved')}
          </Button>
          <Button size="xs" disabled={isBusy} data-choice="restore" onClick={() => void recovery.restore(file)}>
            {t('documents.recovery.restore')}
          </Button>
        </Group>
      </div>
      {isComparing && comparison !== null ? <Differences comparison={comparison} /> : null}
    </li>
  );
}
