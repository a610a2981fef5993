import { BarChart } from '@mantine/charts';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fromUsd } from '../../../shared/base/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useSpending } from '../../studio/index.ts';
import { axisFormat, longestBar, modelsChart, shortModel } from './chart-data.ts';
import classes from './CostsPage.module.css';

/** Spend by model, the dearest first. */
export function ModelChart() {
  const { t } = useTranslation();
  const language = useLanguage();
  const models = useSpending((state) => state.models);
  const rows = modelsChart(models);
  return (
    <figure className={classes.section} aria-label={t('costs.byModel')} data-chart="models">
      <h2 className={classes.heading}>{t('costs.byModel')}</h2>
      <BarChart
        h={Math.max(140, rows.length * 60)}
        data={rows}
        dataKey="model"
        orientation="vertical"
        withLegend
        yAxisProps={{ width: 120 }}
        xAxisProps={{ tickFormatter: axisFormat(longestBar(rows, { stacked: false }), language) }}
        series={[{ name: 'charged', label: t('costs.charged'), color: 'var(--telar-accent)' }]}
        valueFormatter={(usd) => formatUsd(fromUsd(usd), language)}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false, maxBarSize: 16 }}
      />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('history.model')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('costs.jobs')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('costs.charged')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.slice(0, rows.length).map((each) => (
            <Table.Tr key={each.key}>
              <Table.Td title={each.key}>{shortModel(each.key)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{each.jobs}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{formatUsd(each.spentMicroUsd, language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </figure>
  );
}
