import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelPreview } from '../../../shared/contract/index.ts';
import { formatSeconds, useLanguage } from '../../i18n/index.ts';
import { costText } from './cost-text.ts';
import { dearestUnit, readAmount, readSeconds, unitChoices, type PriceDraft } from './price-draft.ts';
import classes from './AddModel.module.css';

export interface PriceFieldsProps {
  preview: ModelPreview;
  price: PriceDraft;
  onChange: (price: PriceDraft) => void;
}

/** The price of a model that is added: as the provider tells it, typed in, or not known. */
export function PriceFields({ preview, price, onChange }: PriceFieldsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { told, cost, exampleSeconds } = preview.price;
  const choices = unitChoices(preview);
  const isTyped = price.unit !== 'fetched' && price.unit !== 'unknown';
  const isAmountWrong = price.usd !== '' && readAmount(price.usd, dearestUnit) === null;
  const secondsError = readSeconds(price) === null ? t('models.secondsInvalid') : null;
  return (
    <section className={classes.price}>
      <h3 className={classes.heading}>{t('models.priceTitle')}</h3>
      {told === null ? null : (
        <p className={classes.soft}>{t('models.priceFetched', { usd: `$${told.usd}`, unit: told.unit })}</p>
      )}
      {exampleSeconds === null ? null : (
        <p className={classes.soft}>
          {t('models.priceExample', { duration: formatSeconds(exampleSeconds * 1000, language) })}
        </p>
      )}
      <div className={classes.fields}>
        <Select
          label={t('models.priceUnit')}
          data={choices.map((value) => ({
            value,
            label:
              value === 'fetched' && cost !== null
                ? `${t('models.unit.fetched')}: ${costText(cost, t, language)}`
                : t(`models.unit.${value}`),
          }))}
          value={price.unit}
          allowDeselect={false}
          onChange={(value) => onChange({ ...price, unit: choices.find((each) => each === value) ?? price.unit })}
        />
        {isTyped ? (
          <TextInput
            label={t('models.priceUsd')}
            inputMode="decimal"
            leftSection="$"
            value={price.usd}
            error={isAmountWrong ? t('models.priceInvalid') : null}
            onChange={(event) => onChange({ ...price, usd: event.currentTarget.value })}
          />
        ) : null}
        {price.unit === 'gpu-second' ? (
          <>
            <TextInput
              label={t('models.secondsFrom')}
              inputMode="decimal"
              value={price.secondsFrom}
              error={secondsError}
              onChange={(event) => onChange({ ...price, secondsFrom: event.currentTarget.value })}
            />
            <TextInput
              label={t('models.secondsTo')}
              inputMode="decimal"
              value={price.secondsTo}
              onChange={(event) => onChange({ ...price, secondsTo: event.currentTarget.value })}
            />
          </>
        ) : null}
      </div>
    </section>
  );
}
