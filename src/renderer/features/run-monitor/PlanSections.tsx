import { useTranslation } from 'react-i18next';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { describeReasons, failureText, formatBasis, formatPrice, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { shareOf } from './run-terms.ts';
import classes from './PlanDialog.module.css';

const sections = [
  { action: 'run', title: 'run.whyRuns' },
  { action: 'blocked', title: 'run.whyBlocked' },
  { action: 'skip', title: 'run.whySkips' },
] as const;

/** Rows that a section shows; a plan may have thousands. */
const shownRows = 200;

/** The cells of a plan by what happens to them, then its notes. */
export function PlanSections({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  return (
    <>
      {sections.map(({ action, title }) => {
        const cells = plan.cells.filter((cell) => cell.action === action);
        if (cells.length === 0) return null;
        return (
          <section key={action} data-plan={action}>
            <h3 className={classes.title}>
              {t(title)} <span className={classes.count}>{cells.length}</span>
            </h3>
            <ul className={classes.list}>
              {cells.slice(0, shownRows).map((cell) => (
                <PlanRow key={cell.key} cell={cell} plan={plan} />
              ))}
            </ul>
            {cells.length > shownRows ? (
              <p className={classes.warning}>{t('queue.more', { count: cells.length - shownRows })}</p>
            ) : null}
          </section>
        );
      })}
      {plan.warnings.length === 0 ? null : (
        <section>
          <h3 className={classes.title}>{t('run.warnings')}</h3>
          <ul className={classes.list}>
            {plan.warnings.map((warning) => (
              <li key={warning} className={classes.warning}>
                {warning}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PlanRow({ cell, plan }: { cell: PlannedCell; plan: RunPlan }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  const why = cell.failure === null ? describeReasons(cell.why, t) : failureText(cell.failure, language).sentence;
  const share = shareOf(cell, plan);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const runs = cell.action === 'run';
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        onClick={() => {
          view.go('matrix');
          view.select(cell.key);
        }}
      >
        <span className={classes.cell}>{cell.key}</span>
        <span className={classes.why}>{why}</span>
        <span className={classes.price}>
          {runs ? <span className={classes.amount}>{formatPrice(cell.price, t, language)}</span> : null}
          {runs && cell.price.highMicroUsd > 0 ? (
            <span className={classes.basis}>{formatBasis(cell.price, t)}</span>
          ) : null}
          {share === null || share === 0 ? null : (
            <span className={classes.basis}>{t('launch.share', { percent: percent.format(share) })}</span>
          )}
        </span>
      </button>
    </li>
  );
}
