import { Alert, Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useHistory, useSpending, useStudio } from '../../studio/index.ts';
import { Blank, FailedBlank, Waiting } from '../../ui/index.ts';
import { CostActions } from './CostActions.tsx';
import { DayChart } from './DayChart.tsx';
import { DriftChart } from './DriftChart.tsx';
import { HistorySection } from './HistorySection.tsx';
import { ModelChart } from './ModelChart.tsx';
import { PeriodCards } from './PeriodCards.tsx';
import { TotalsTable } from './TotalsTable.tsx';
import classes from './CostsPage.module.css';

/** What was spent on what, and all that was inferred. */
export function CostsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { spending, history } = useStudio();
  const phase = useSpending((state) => state.phase);
  useEffect(() => {
    const stops = [spending.watchDetails(), history.watch()];
    return () => stops.forEach((stop) => stop());
  }, [spending, history]);
  if (phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('costs.failedTitle')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void spending.refresh()}
      />
    );
  }
  if (phase.kind === 'loading') return <Waiting className={classes.loader ?? ''} label={t('common.loading')} />;
  return (
    <div className={classes.scroller}>
      <div className={classes.page}>
        <header className={classes.head}>
          <h1 className={classes.title}>{t('costs.title')}</h1>
          <CostActions />
        </header>
        <CostsBody />
      </div>
    </div>
  );
}

function CostsBody() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const isOn = useSpending((state) => state.summary?.isOn === true);
  const isPaid = useSpending((state) => (state.summary?.total.jobs ?? 0) > 0);
  const isFresh = useHistory((state) => state.phase.kind === 'ready' && state.models.length === 0) && !isPaid;
  return (
    <>
      {isOn ? null : (
        <Alert color="gray" title={t('costs.offTitle')}>
          {t('costs.offHint')}
        </Alert>
      )}
      {isOn ? <PeriodCards /> : null}
      {isFresh ? (
        <Blank icon={<IconChartBar size={32} />} title={t('costs.emptyTitle')} hint={t('costs.emptyHint')}>
          <Button onClick={() => view.go('matrix')}>{t('costs.toMatrix')}</Button>
        </Blank>
      ) : null}
      {isOn && isPaid ? (
        <>
          <DayChart />
          <div className={classes.pair}>
            <ModelChart />
            <DriftChart />
          </div>
          <TotalsTable />
        </>
      ) : null}
      {isOn && !isPaid && !isFresh ? <p className={classes.soft}>{t('costs.noSpending')}</p> : null}
      {isFresh ? null : <HistorySection />}
    </>
  );
}
