import { IconClock, IconCoin, IconCpu } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunEstimate } from '../../../shared/assist/index.ts';
import type { Price } from '../../../shared/template/index.ts';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import { memoryText, timeErrorText, timeText } from './estimate-text.ts';
import classes from './Estimates.module.css';

/** What one picture will take of time, memory and money, and how sure that is. */
export function Estimates({ estimate, price }: { estimate: RunEstimate; price: Price | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <dl className={classes.estimates} data-estimates>
      <div>
        <dt>
          <IconClock size={14} aria-hidden /> {t('assist.estimate.time')}
        </dt>
        <dd>
          {timeText(estimate, t, language)} <small>{timeErrorText(estimate, t, language)}</small>
        </dd>
      </div>
      <div>
        <dt>
          <IconCpu size={14} aria-hidden /> {t('assist.estimate.memory')}
        </dt>
        <dd>{memoryText(estimate, t, language)}</dd>
      </div>
      {price === null ? null : (
        <div>
          <dt>
            <IconCoin size={14} aria-hidden /> {t('assist.confirm.price')}
          </dt>
          <dd>{formatPrice(price, t, language)}</dd>
        </div>
      )}
    </dl>
  );
}
