import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDocument, useLinkStatus } from '../studio/index.ts';
import classes from './ConnectionBanner.module.css';

/** Says that the host is away, for as long as it is. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const waiting = useDocument((state) => state.waiting);
  const isAway = useLinkStatus() === 'disconnected';
  return (
    <div role="status" data-notice="connection">
      {isAway ? (
        <div className={classes.banner}>
          <Loader size="xs" color="currentColor" />
          {t('link.reconnecting')}
          {waiting === 0 ? null : <span data-waiting={waiting}>{t('comeback.waiting', { count: waiting })}</span>}
        </div>
      ) : null}
    </div>
  );
}
