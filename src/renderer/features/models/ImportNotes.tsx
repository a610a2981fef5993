import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportNote } from '../../../shared/template/index.ts';
import classes from './AddModel.module.css';

/** What was left out, changed or guessed. */
export function ImportNotes({ notes }: { notes: readonly ImportNote[] }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <Alert color="blue" title={t('models.notesTitle')}>
      <ul className={classes.notes} data-list="import-notes">
        {notes.map(({ code, parameter, detail }) => (
          <li key={`${code} ${parameter ?? ''}`}>
            {t(`models.note.${code}`, { parameter: parameter ?? '', detail: detail ?? '' })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
