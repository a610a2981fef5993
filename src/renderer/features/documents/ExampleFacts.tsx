import { useTranslation } from 'react-i18next';
import type { ExampleDocument } from '../../../shared/contract/index.ts';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import { useDocument } from '../../studio/index.ts';
import { exampleNeeds, exampleText, isSketched } from './example-facts.ts';
import classes from './Examples.module.css';

/** What an example makes, with which models, what it needs and what it costs. */
export function ExampleFacts({ example }: { example: ExampleDocument }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const templates = useDocument((state) => state.templates);
  const { title, description } = exampleText(example, t);
  const { units, layers, cells } = example;
  const isFree = example.price.isKnown && example.price.highMicroUsd === 0;
  return (
    <>
      <h3 className={classes.heading}>{title}</h3>
      <p className={classes.description}>{description}</p>
      <dl className={classes.list}>
        <dt>{t('documents.gallery.makes')}</dt>
        <dd>
          {example.assetTypes.map((type) => t(`models.assetType.${type}`)).join(', ')} ·{' '}
          <span aria-label={t('documents.gallery.sizeLabel', { units, layers })}>
            {t('documents.gallery.size', { units, layers })}
          </span>
          , {t('documents.gallery.cells', { count: cells })}
        </dd>
        <dt>{t('documents.gallery.models')}</dt>
        <dd>{example.models.map((model) => templates.get(model)?.title ?? model).join(', ')}</dd>
        <dt>{t('documents.gallery.needs')}</dt>
        <dd>{exampleNeeds(example, t)}</dd>
        <dt>{t('documents.gallery.price')}</dt>
        <dd>{formatPrice(example.price, t, language)}</dd>
      </dl>
      <p className={classes.note}>
        {isFree ? null : t('documents.gallery.rehearsable')}{' '}
        {isSketched(example) ? t('documents.gallery.sketch') : null}
      </p>
    </>
  );
}
