import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { advisedNames, type AdvisedName, type Insights } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import classes from './LearnedView.module.css';

/** What the user tends to change in the advice. */
export function HabitTable({ habits }: { habits: Insights['habits'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const text = (value: number | string): string =>
    typeof value === 'number' ? value.toLocaleString(language, { maximumFractionDigits: 2 }) : value;
  const isKnown = (name: string): name is AdvisedName => (advisedNames as readonly string[]).includes(name);
  if (habits.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t('learning.habits')}</h2>
      <Table aria-label={t('learning.habits')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('assist.cell.parameter')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.changed')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.advised')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.taken')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {habits.map(({ parameter, changed, of, advised, taken }) => (
            <Table.Tr key={parameter} data-habit={parameter}>
              <Table.Td>{isKnown(parameter) ? t(`assist.parameters.${parameter}`) : parameter}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{t('learning.of', { changed, of })}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{text(advised)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{text(taken)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
