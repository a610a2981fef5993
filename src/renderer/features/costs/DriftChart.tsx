import { BarChart } from '@mantine/charts';
import { Table, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fromUsd } from '../../../shared/base/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useSpending } from '../../studio/index.ts';
import { axisFormat, driftChart, longestBar, shortModel } from './chart-data.ts';
import classes from './CostsPage.module.css';

/** Beyond this a model's price in its template is probably out of date. */
const notable = 0.1;

/** Estimate beside charge, by model. */
export function DriftChart() {
  const { t } = useTranslation();
  const language = useLanguage();
  const drift = useSpending((state) => state.drift);
  const rows = driftChart(drift);
  const ratio = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <figure className={classes.section} aria-label={t('costs.drift')} data-chart="drift">
      <h2 className={classes.heading}>{t('costs.drift')}</h2>
      <BarChart
        h={Math.max(140, drift.length * 60)}
        data={rows}
        dataKey="model"
        orientation="vertical"
        withLegend
        yAxisProps={{ width: 120 }}
        xAxisProps={{ tickFormatter: axisFormat(longestBar(rows, { stacked: false }), language) }}
        series={[
          { name: 'estimated', label: t('costs.estimated'), color: 'var(--telar-line-strong)' },
          { name: 'charged', label: t('costs.charged'), color: 'var(--telar-accent)' },
        ]}
        valueFormatter={(usd) => formatUsd(fromUsd(usd), language)}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false, maxBarSize: 16 }}
      />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('history.model')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('costs.jobs')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>
              <Tooltip label={t('costs.ratioHint')}>
                <span>{t('costs.ratio')}</span>
              </Tooltip>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {drift.map((each) => (
            <Table.Tr key={each.model}>
              <Table.Td title={each.model}>{shortModel(each.model)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{each.jobs}</Table.Td>
              <Table.Td className={classes.number ?? ''}>
                <span className={Math.abs(each.medianRatio - 1) > notable ? classes.drifts : undefined}>
                  {ratio.format(each.medianRatio)}
                </span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </figure>
  );
}
