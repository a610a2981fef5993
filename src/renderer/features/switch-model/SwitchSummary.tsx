import { useTranslation } from 'react-i18next';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import type { SwitchPlan } from './switch-edits.ts';
import classes from './SwitchModel.module.css';

/** What comes along, what stays behind, what is to be filled in, and the price before and after. */
export function SwitchSummary({ plan, isPriceBeforeKnown }: { plan: SwitchPlan; isPriceBeforeKnown: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kept, dropped, added, priceBefore, priceAfter } = plan;
  const before = isPriceBeforeKnown ? formatPrice(priceBefore, t, language) : t('run.unknownPrice');
  return (
    <dl className={classes.summary} data-summary="switch">
      <dt>{t('models.switch.kept')}</dt>
      <dd>
        {kept.length === 0 ? t('models.switch.nothing') : null}
        {kept.map(({ from, to }) => (from === to ? to : t('models.switch.renamed', { from, to }))).join(', ')}
      </dd>
      <dt>{t('models.switch.dropped')}</dt>
      <dd>
        {dropped.length === 0 ? t('models.switch.nothing') : null}
        {dropped.map(({ name, why, detail }) => (
          <div key={name}>
            <strong>{name}</strong>: {t(`models.switch.why.${why}`)}
            {why === 'not-allowed' && detail !== null ? ` (${detail})` : ''}
          </div>
        ))}
      </dd>
      {added.length === 0 ? null : (
        <>
          <dt>{t('models.switch.added')}</dt>
          <dd>{added.map(({ name }) => name).join(', ')}</dd>
        </>
      )}
      <dt>{t('models.switch.price')}</dt>
      <dd>{t('models.switch.priceChange', { before, after: formatPrice(priceAfter, t, language) })}</dd>
    </dl>
  );
}
