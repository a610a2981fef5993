import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { offloadStrategies } from '../../../shared/local-engine/index.ts';
import { formatBytes, useLanguage } from '../../i18n/index.ts';
import { useEngine } from '../../studio/index.ts';
import { FitBadge } from './FitBadge.tsx';
import classes from './EnginePage.module.css';

/** What a model of this machine needs under each strategy, against what is to be had; nothing where that is not known. */
export function FitTable({ model }: { model: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const known = useEngine((state) => state.estimates.get(model));
  if (known === undefined || ('estimate' in known && known.estimate === null)) return null;
  const estimate = 'estimate' in known ? known.estimate : null;
  return (
    <div data-fit-of={model}>
      <h3 className={classes.label}>{t('engine.fit.title')}</h3>
      <FitBadge model={model} hasNumbers />
      {estimate === null ? null : (
        <>
          <Table withRowBorders={false} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('engine.fit.strategyColumn')}</Table.Th>
                <Table.Th>{t('engine.fit.needs')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {offloadStrategies.map((strategy) => (
                <Table.Tr key={strategy} data-strategy={strategy}>
                  <Table.Td>
                    {t(`engine.strategy.${strategy}`)}
                    {estimate.verdict !== 'too-big' && strategy === estimate.strategy
                      ? ` (${t('engine.fit.chosen')})`
                      : ''}
                  </Table.Td>
                  <Table.Td>{formatBytes(estimate.peakBytes[strategy], language)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <p className={classes.soft}>
            {t('engine.fit.variant', {
              precision: estimate.precision,
              provider: t(`engine.provider.${estimate.executionProvider}`),
              basis: t(`engine.fit.basis.${estimate.basis}`),
              available: formatBytes(estimate.availableBytes, language),
            })}
          </p>
        </>
      )}
    </div>
  );
}
