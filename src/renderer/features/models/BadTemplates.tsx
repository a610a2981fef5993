import { Alert, Code } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FailureData } from '../../../shared/base/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import classes from './ModelsPage.module.css';

/** Templates that were left out, with file and pointer, so that they can be mended. */
export function BadTemplates({ failures }: { failures: readonly FailureData[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} />}
      title={t('models.badTitle', { count: failures.length })}
    >
      <ul className={classes.bad} data-list="bad-templates">
        {failures.map((failure) => {
          const { file, pointer } = failure.place;
          return (
            <li key={`${file ?? ''} ${pointer ?? ''} ${failure.kind}`}>
              {failureText(failure, language).sentence} <Code>{[file, pointer].filter(Boolean).join(' ')}</Code>
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
