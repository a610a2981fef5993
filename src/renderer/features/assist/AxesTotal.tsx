import { useTranslation } from 'react-i18next';
import { maxBatch } from '../../../shared/assist/index.ts';
import { formatDuration, formatPrice, useLanguage } from '../../i18n/index.ts';
import { useBatch } from './use-batch.ts';
import classes from './AxesEditor.module.css';

/** "3 × 4 = 12 pictures, about 1 min, free", or why that cannot be said. */
export function AxesTotal() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { axes, cost } = useBatch();
  const { rows, pictures } = axes;
  if (rows.length === 0) return null;
  const total = t('axes.total', { count: pictures ?? 0 });
  const factors = rows.map(({ values }) => values.length).join(' × ');
  const product = rows.length === 1 ? total : t('axes.product', { factors, pictures: total });
  const time = cost?.seconds == null ? [] : [t('axes.about', { time: formatDuration(cost.seconds * 1000, language) })];
  const price = cost === null ? [] : [formatPrice(cost.price, t, language)];
  const isTooMany = pictures !== null && pictures > maxBatch;
  return (
    <p className={classes.total} role="status" data-total data-wrong={isTooMany}>
      {pictures === null
        ? t('axes.unread')
        : isTooMany
          ? t('axes.tooMany', { pictures: product, most: maxBatch })
          : [product, ...time, ...price].join(', ')}
    </p>
  );
}
