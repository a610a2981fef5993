import { IconMasksTheater } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './RehearsalBadge.module.css';

/** Marks a placeholder that a rehearsal made: it stands for a result and is none. */
export function RehearsalBadge({ isSmall = false }: { isSmall?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.badge} data-badge="rehearsal" title={t('launch.rehearseHint')}>
      <IconMasksTheater size={14} stroke={1.75} aria-hidden />
      {isSmall ? null : t('queue.rehearsal')}
      {isSmall ? <span className={classes.hidden}>{t('queue.rehearsal')}</span> : null}
    </span>
  );
}
