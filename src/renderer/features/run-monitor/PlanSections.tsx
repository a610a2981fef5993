import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { findPlanned, planActions, type PlanAction } from './plan-cells.ts';
import { PlanRows } from './PlanRows.tsx';
import classes from './PlanDialog.module.css';

const titles = { run: 'run.whyRuns', blocked: 'run.whyBlocked', skip: 'run.whySkips' } as const;

/** The cells of a plan by what happens to them, found by name or model, then its notes. */
export function PlanSections({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState<PlanAction>('run');
  const [search, setSearch] = useState('');
  const { totals } = plan;
  const present = planActions.filter((action) => totals[action] > 0);
  const action = present.includes(wanted) ? wanted : present[0];
  const cells = action === undefined ? [] : findPlanned(plan, action, search);
  return (
    <>
      {action === undefined ? null : (
        <section data-plan={action}>
          <div className={classes.tools}>
            <SegmentedControl
              size="xs"
              aria-label={t('launch.plan.show')}
              value={action}
              data={present.map((each) => ({ value: each, label: `${t(titles[each])} · ${totals[each]}` }))}
              onChange={(value) => setWanted(planActions.find((each) => each === value) ?? 'run')}
            />
            <TextInput
              size="xs"
              aria-label={t('launch.plan.find')}
              placeholder={t('launch.plan.find')}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </div>
          <PlanRows cells={cells} plan={plan} />
        </section>
      )}
      {plan.warnings.length === 0 ? null : (
        <section>
          <h3 className={classes.title}>{t('run.warnings')}</h3>
          <ul className={classes.list}>
            {plan.warnings.slice(0, shownWarnings).map((warning) => (
              <li key={warning} className={classes.warning}>
                {warning}
              </li>
            ))}
          </ul>
          {plan.warnings.length > shownWarnings ? (
            <p className={classes.warning}>{t('queue.more', { count: plan.warnings.length - shownWarnings })}</p>
          ) : null}
        </section>
      )}
    </>
  );
}

/** Notes that are listed; a plan of many cells repeats itself. */
const shownWarnings = 20;
