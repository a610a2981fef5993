import { useTranslation } from 'react-i18next';
import { secondsLeft } from './seconds-left.ts';
import { useNow } from './use-now.ts';

/** "waiting 10 s", counted down; nothing where the end of the wait is not known. */
export function WaitClock({ untilMs }: { untilMs: number | null }) {
  const { t } = useTranslation();
  const seconds = secondsLeft(untilMs, useNow(1000));
  return seconds === null ? null : t('queue.waitSeconds', { seconds });
}
