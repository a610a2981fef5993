import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PeriodSpending } from '../../../shared/contract/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useSpending } from '../../studio/index.ts';
import classes from './CostsPage.module.css';

/** Day, week and month against their limits, and the sum of all. */
export function PeriodCards() {
  const { t } = useTranslation();
  const language = useLanguage();
  const summary = useSpending((state) => state.summary);
  if (summary === null) return null;
  const { total, sinceMs } = summary;
  const sum = { amount: formatUsd(total.spentMicroUsd, language), jobs: total.jobs };
  return (
    <>
      <div className={classes.cards}>
        {summary.periods.map((period) => (
          <PeriodCard key={period.period} spending={period} />
        ))}
      </div>
      <p className={classes.soft}>
        {sinceMs === null
          ? t('costs.total', sum)
          : t('costs.totalSince', {
              ...sum,
              date: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: summary.timeZone }).format(
                sinceMs,
              ),
            })}
        {' · '}
        {summary.timeZone}
      </p>
    </>
  );
}

function PeriodCard({ spending }: { spending: PeriodSpending }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { period, spentMicroUsd, reservedMicroUsd, capMicroUsd, alertMicroUsd } = spending;
  const usd = (amount: typeof spentMicroUsd): string => formatUsd(amount, language);
  const used = spentMicroUsd + reservedMicroUsd;
  const isAlerted = alertMicroUsd !== null && spentMicroUsd >= alertMicroUsd;
  const share = capMicroUsd === null ? 0 : Math.min(100, capMicroUsd === 0 ? 100 : (used / capMicroUsd) * 100);
  return (
    <section className={classes.section} data-period={period} aria-label={t(`costs.period.${period}`)}>
      <h2 className={classes.soft}>{t(`costs.period.${period}`)}</h2>
      <p className={classes.amount}>{usd(spentMicroUsd)}</p>
      {capMicroUsd === null ? null : (
        <Progress
          value={share}
          color={share >= 90 ? 'red' : 'dye'}
          aria-label={t('costs.ofCap', { spent: usd(spentMicroUsd), cap: usd(capMicroUsd) })}
        />
      )}
      <p className={classes.soft}>
        {capMicroUsd === null ? null : t('costs.ofCap', { spent: usd(spentMicroUsd), cap: usd(capMicroUsd) })}
        {capMicroUsd === null && period !== 'week' ? t('costs.noCap') : null}
        {reservedMicroUsd === 0 ? null : ` · ${t('costs.reserved', { amount: usd(reservedMicroUsd) })}`}
      </p>
      {alertMicroUsd === null ? null : (
        <p className={isAlerted ? classes.drifts : classes.soft}>
          {t('costs.alertAt', { amount: usd(alertMicroUsd) })}
        </p>
      )}
    </section>
  );
}
