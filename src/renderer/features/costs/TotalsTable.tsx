import { NativeSelect, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { costGroup } from '../../../shared/contract/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useSpending, useStudio } from '../../studio/index.ts';
import classes from './CostsPage.module.css';

/** Sums by whatever the user asks for. */
export function TotalsTable() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { spending } = useStudio();
  const group = useSpending((state) => state.group);
  const totals = useSpending((state) => state.totals);
  const hasDocument = totals.some((each) => each.document !== null);
  return (
    <section className={classes.section} aria-label={t('costs.totals')}>
      <div className={classes.sectionHead}>
        <h2 className={classes.heading}>{t('costs.totals')}</h2>
        <NativeSelect
          size="xs"
          aria-label={t('costs.groupBy')}
          value={group}
          data={costGroup.options.map((value) => ({ value, label: t(`costs.group.${value}`) }))}
          onChange={(event) => void spending.groupBy(costGroup.parse(event.currentTarget.value))}
        />
      </div>
      <div className={classes.tableScroller} tabIndex={0} role="region" aria-label={t('costs.totals')}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t(`costs.group.${group}`)}</Table.Th>
              {hasDocument ? <Table.Th>{t('costs.document')}</Table.Th> : null}
              <Table.Th className={classes.number ?? ''}>{t('costs.jobs')}</Table.Th>
              <Table.Th className={classes.number ?? ''}>{t('costs.amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {totals.map((each) => (
              <Table.Tr key={`${each.key} ${each.document ?? ''} ${each.firstAtMs}`} data-total={each.key}>
                <Table.Td>{each.key}</Table.Td>
                {hasDocument ? <Table.Td>{each.document}</Table.Td> : null}
                <Table.Td className={classes.number ?? ''}>{each.jobs}</Table.Td>
                <Table.Td className={classes.number ?? ''}>{formatUsd(each.spentMicroUsd, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
