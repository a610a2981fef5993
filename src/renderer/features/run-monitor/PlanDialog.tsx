import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { describeReasons, failureText, formatPrice, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import classes from './PlanDialog.module.css';

const sections = [
  { action: 'run', title: 'run.whyRuns' },
  { action: 'blocked', title: 'run.whyBlocked' },
  { action: 'skip', title: 'run.whySkips' },
] as const;

/** "What will run and why": every cell of the plan with its action, reasons and price. */
export function PlanDialog() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'plan');
  const plan = useDocument((state) => state.plan);
  return (
    <Modal
      opened={isOpen && plan !== null}
      onClose={() => view.close()}
      title={t('run.why')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {plan === null ? null : <PlanSections plan={plan} />}
    </Modal>
  );
}

function PlanSections({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  return (
    <div className={classes.sections}>
      {sections.map(({ action, title }) => {
        const cells = plan.cells.filter((cell) => cell.action === action);
        if (cells.length === 0) return null;
        return (
          <section key={action} data-plan={action}>
            <h3 className={classes.title}>
              {t(title)} <span className={classes.count}>{cells.length}</span>
            </h3>
            <ul className={classes.list}>
              {cells.map((cell) => (
                <PlanRow key={cell.key} cell={cell} />
              ))}
            </ul>
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
    </div>
  );
}

function PlanRow({ cell }: { cell: PlannedCell }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  const why = cell.failure === null ? describeReasons(cell.why, t) : failureText(cell.failure, language).sentence;
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
        <span className={classes.price}>{cell.action === 'run' ? formatPrice(cell.price, t, language) : ''}</span>
      </button>
    </li>
  );
}
