import { Anchor, RingProgress, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useSpending } from '../../studio/index.ts';
import classes from './SpentToday.module.css';

/** Share of the day's limit from which the ring warns. */
const nearly = 0.8;

/** What today has cost, beside the run button, as a ring where a limit is set; nothing while that is nothing. */
export function SpentToday() {
  const { t } = useTranslation();
  const language = useLanguage();
  const day = useSpending(({ summary }) => (summary?.isOn === true ? summary.periods[0] : undefined));
  if (day === undefined || day.spentMicroUsd === 0) return null;
  const { spentMicroUsd, capMicroUsd } = day;
  const amount = formatUsd(spentMicroUsd, language);
  const share = capMicroUsd === null || capMicroUsd === 0 ? null : Math.min(1, spentMicroUsd / capMicroUsd);
  const hint =
    capMicroUsd === null
      ? t('costs.spentTodayHint')
      : t('costs.spentOfLimit', { amount, limit: formatUsd(capMicroUsd, language) });
  return (
    <Tooltip label={hint}>
      <Anchor href="#/costs" size="sm" c="dimmed" className={classes.spent ?? ''} data-spent-today>
        {share === null ? null : (
          <RingProgress
            size={20}
            thickness={3}
            roundCaps
            aria-hidden
            data-cap-share={Math.round(share * 100)}
            sections={[{ value: share * 100, color: share >= nearly ? 'var(--telar-warn)' : 'var(--telar-accent)' }]}
          />
        )}
        {t('costs.spentToday', { amount })}
      </Anchor>
    </Tooltip>
  );
}
