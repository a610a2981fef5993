import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ArtisticStyle, ContentType, Insights } from '../../../shared/assist/index.ts';
import { useLanguage, type Translate } from '../../i18n/index.ts';
import classes from './LearnedView.module.css';

/** What works with what, the best rated first. */
export function CombinationTable({ combinations }: { combinations: Insights['combinations'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (combinations.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t('learning.combinations')}</h2>
      <Table aria-label={t('learning.combinations')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>LoRA</Table.Th>
            <Table.Th>{t('learning.with')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.ratings')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.mean')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...combinations]
            .sort((a, b) => b.mean - a.mean)
            .map(({ lora, with: other, ratings, mean }) => (
              <Table.Tr key={`${lora} ${other.kind} ${other.name}`} data-combination={`${lora} ${other.name}`}>
                <Table.Td>{lora}</Table.Td>
                <Table.Td>{nameOf(other, t)}</Table.Td>
                <Table.Td className={classes.number ?? ''}>{ratings}</Table.Td>
                <Table.Td className={classes.number ?? ''}>{number.format(mean)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function nameOf({ kind, name }: Insights['combinations'][number]['with'], t: Translate): string {
  const kindName = t(`learning.kind.${kind}`);
  if (kind === 'style') return `${kindName}: ${t(`assist.style.${name as ArtisticStyle}`)}`;
  if (kind === 'content') return `${kindName}: ${t(`assist.content.${name as ContentType}`)}`;
  return `${kindName}: ${name}`;
}
