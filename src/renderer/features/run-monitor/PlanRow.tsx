import { useTranslation } from 'react-i18next';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { describeReasons, failureText, formatBasis, formatPrice, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { shareOf } from './run-terms.ts';
import classes from './PlanDialog.module.css';

/** A cell of the plan with its reasons and its price; pressing it shows the cell. */
export function PlanRow({ cell, plan }: { cell: PlannedCell; plan: RunPlan }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  const why = cell.failure === null ? describeReasons(cell.why, t) : failureText(cell.failure, language).sentence;
  const share = shareOf(cell, plan);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const runs = cell.action === 'run';
  return (
    <button
      type="button"
      className={classes.row}
      onClick={() => {
        view.go('matrix');
        view.select(cell.key, { focus: true });
      }}
    >
      <span className={classes.cell}>{cell.key}</span>
      <span className={classes.why}>{why}</span>
      <span className={classes.price}>
        {runs ? <span className={classes.amount}>{formatPrice(cell.price, t, language)}</span> : null}
        {runs && cell.price.highMicroUsd > 0 ? (
          <span className={classes.basis}>{formatBasis(cell.price, t, language)}</span>
        ) : null}
        {share === null || share === 0 ? null : (
          <span className={classes.basis}>{t('launch.share', { percent: percent.format(share) })}</span>
        )}
      </span>
    </button>
  );
}
