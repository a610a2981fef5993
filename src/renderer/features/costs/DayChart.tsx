import { BarChart } from '@mantine/charts';
import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fromUsd } from '../../../shared/base/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useSpending, useStudio } from '../../studio/index.ts';
import { axisFormat, daysChart, longestBar } from './chart-data.ts';
import classes from './CostsPage.module.css';

const splits = ['provider', 'model'] as const;

/** Spend by day, stacked by provider or model. The totals below tell the same in words. */
export function DayChart() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { spending } = useStudio();
  const split = useSpending((state) => state.split);
  const days = useSpending((state) => state.days);
  const today = useSpending((state) => state.summary?.periods[0]?.from ?? '');
  const { rows, series } = useMemo(
    () => (today === '' ? { rows: [], series: [] } : daysChart(days, today)),
    [days, today],
  );
  const shown = rows.map((row) => ({ ...row, date: dayText(String(row.date), language) }));
  return (
    <figure className={classes.section} aria-label={t('costs.byDay')} data-chart="days">
      <div className={classes.sectionHead}>
        <h2 className={classes.heading}>{t('costs.byDay')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('costs.splitBy')}
          value={split}
          data={splits.map((value) => ({ value, label: t(`costs.group.${value}`) }))}
          onChange={(value) => void spending.splitBy(value)}
        />
      </div>
      <BarChart
        h={240}
        data={shown}
        dataKey="date"
        type="stacked"
        withLegend
        series={series}
        valueFormatter={(usd) => formatUsd(fromUsd(usd), language)}
        barChartProps={{ accessibilityLayer: false }}
        yAxisProps={{ width: 72, tickFormatter: axisFormat(longestBar(rows, { stacked: true }), language) }}
        barProps={{ isAnimationActive: false }}
      />
    </figure>
  );
}

function dayText(date: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}
