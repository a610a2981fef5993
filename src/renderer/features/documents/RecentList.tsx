import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useFiles, useStudio } from '../../studio/index.ts';
import classes from './Documents.module.css';

export interface RecentListProps {
  heading?: string;
  /** So many at most, and only such that are there. */
  most?: number;
}

/** Documents that were opened before; one that is gone is named but cannot be chosen. */
export function RecentList({ heading, most }: RecentListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files } = useStudio();
  const all = useFiles((state) => state.recent);
  const recent = most === undefined ? all : all.filter(({ exists }) => exists).slice(0, most);
  const isBusy = useFiles((state) => state.busy);
  useEffect(() => void files.loadRecent(), [files]);
  if (recent.length === 0) return null;
  return (
    <section>
      <h3 className={classes.heading}>{heading ?? t('file.recentDocuments')}</h3>
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
