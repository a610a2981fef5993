import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useFiles, useStudio } from '../../studio/index.ts';
import classes from './Documents.module.css';

/** Documents that were opened before; one that is gone is named but cannot be chosen. */
export function RecentList() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files } = useStudio();
  const recent = useFiles((state) => state.recent);
  const isBusy = useFiles((state) => state.busy);
  useEffect(() => void files.loadRecent(), [files]);
  if (recent.length === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>{t('file.recentDocuments')}</h3>
      <ul className={classes.list}>
        {recent.map(({ documentId, file, title, openedAtMs, exists }) => (
          <li key={documentId}>
            <button
              type="button"
              className={classes.recent}
              disabled={!exists || isBusy}
              onClick={() => void files.open(file)}
            >
              <span className={classes.recentTitle}>{title}</span>
              <span className={classes.recentFile}>{file}</span>
              <span className={classes.recentWhen}>
                {exists ? formatMoment(new Date(openedAtMs).toISOString(), language) : t('file.missing')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
