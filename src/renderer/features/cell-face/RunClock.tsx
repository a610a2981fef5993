import { useTranslation } from 'react-i18next';
import { formatClock } from '../../i18n/index.ts';
import { timeLeftMs } from './run-times.ts';
import { useNow } from './use-now.ts';

/** How long a cell has been running and, where its progress tells, how long it will still take. */
export function RunClock({ startedAtMs, progress }: { startedAtMs: number; progress: number | null }) {
  const { t } = useTranslation();
  const elapsed = Math.max(0, useNow(1000) - startedAtMs);
  const left = timeLeftMs(elapsed, progress);
  const clock = formatClock(elapsed);
  return left === null ? clock : t('cells.elapsedAndLeft', { elapsed: clock, left: formatClock(left) });
}
