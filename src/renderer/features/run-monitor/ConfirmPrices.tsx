import { Checkbox, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { formatBasis, formatPrice, formatUsd, useLanguage } from '../../i18n/index.ts';
import { useLaunch, useStudio } from '../../studio/index.ts';
import { pricesByModel, unknownModels, type Limits, type ModelPrice } from './run-terms.ts';
import classes from './ConfirmDialog.module.css';

/** Prices by model with how they are made up, the limits, and the box for what has no price. */
export function ConfirmPrices({ plan, limits }: { plan: RunPlan; limits: Limits }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const allowUnknownPrice = useLaunch((state) => state.allowUnknownPrice);
  const variants = useLaunch((state) => state.choices.variants);
  const unknown = unknownModels(plan);
  const set = [
    limits.document === null ? null : t('launch.limitOfDocument', { amount: formatUsd(limits.document, language) }),
    limits.settings === null ? null : t('launch.limitOfSettings', { amount: formatUsd(limits.settings, language) }),
  ].filter((text) => text !== null);
  return (
    <>
      <Table className={classes.prices ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('launch.model')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('launch.cells')}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{t('launch.price')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pricesByModel(plan).map((row) => (
            <ModelRow key={row.model} row={row} />
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">
              {variants === undefined ? t('launch.total') : t('launch.totalOfVariants', { variants })}
            </Table.Th>
            <Table.Th className={classes.number ?? ''}>{plan.totals.run}</Table.Th>
            <Table.Th className={classes.number ?? ''}>{formatPrice(plan.totals.price, t, language)}</Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      <dl className={classes.limits}>
        <dt>{t('launch.limits')}</dt>
        {(set.length === 0 ? [t('launch.noLimit')] : set).map((text) => (
          <dd key={text}>{text}</dd>
        ))}
      </dl>
      {unknown.length === 0 ? null : (
        <div className={classes.unknown}>
          <p className={classes.sentence}>{t('launch.unknownModels', { models: unknown.join(', ') })}</p>
          <Checkbox
            label={t('launch.allowUnknown')}
            checked={allowUnknownPrice}
            onChange={(event) => launch.setAllowUnknownPrice(event.currentTarget.checked)}
          />
        </div>
      )}
    </>
  );
}

function ModelRow({ row: { model, cells, price } }: { row: ModelPrice }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table.Tr>
      <Table.Td>
        <span className={classes.model}>{model}</span>
        <span className={classes.basis}>
          {price.basis === '' ? t('launch.basis.several') : formatBasis(price, t, language)}
        </span>
      </Table.Td>
      <Table.Td className={classes.number ?? ''}>{cells}</Table.Td>
      <Table.Td className={classes.number ?? ''}>{formatPrice(price, t, language)}</Table.Td>
    </Table.Tr>
  );
}
