import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Insights } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './LearnedView.module.css';

/** What was learned of each LoRA, how far it moves its score, and how to forget it. */
export function LearnedLoras({ loras }: { loras: Insights['loras'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { learning } = useStudio();
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(language, { style: 'percent' });
  const change = new Intl.NumberFormat(language, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  if (loras.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t('learning.loras')}</h2>
      <Table aria-label={t('learning.loras')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>LoRA</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.ratings')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.mean')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.success')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('learning.effect')}</Table.Th>
            <Table.Th aria-label={t('learning.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {loras.map(({ id, ratings, mean, successRate, adjustment }) => (
            <Table.Tr key={id} data-learned-lora={id}>
              <Table.Td>{id}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{ratings}</Table.Td>
              <Table.Td className={classes.number ?? ''}>{mean === null ? '–' : number.format(mean)}</Table.Td>
              <Table.Td className={classes.number ?? ''}>
                {successRate === null ? '–' : share.format(successRate)}
              </Table.Td>
              <Table.Td className={classes.number ?? ''}>
                <span className={classes.change} data-sign={adjustment > 0 ? 'up' : adjustment < 0 ? 'down' : 'none'}>
                  {change.format(adjustment)}
                </span>
              </Table.Td>
              <Table.Td className={classes.number ?? ''}>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t('learning.resetOf', { name: id })}
                  data-action="reset-lora"
                  onClick={() => void learning.reset(id)}
                >
                  {t('learning.reset')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
