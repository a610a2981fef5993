import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FailureData } from '../../../shared/base/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { needsConsent, useDocument, useLaunch, usePreferences, useStudio, useView } from '../../studio/index.ts';
import { ConfirmButtons } from './ConfirmButtons.tsx';
import { ConfirmPrices } from './ConfirmPrices.tsx';
import { Problem, RefusalNotice } from './RefusalNotice.tsx';
import { isOverLimit, limitsOf, lowestLimit, type Limits } from './run-terms.ts';
import classes from './ConfirmDialog.module.css';

/** "Run 3 cells?": what it costs, what limits it, what is not known; also where a refused start is explained. */
export function ConfirmDialog() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'confirm');
  const plan = useLaunch((state) => state.plan);
  const refusal = useLaunch((state) => state.refusal);
  const budgetUsd = useDocument((state) => state.document?.matrix.settings?.budget_usd);
  const runCap = usePreferences((state) => state.settings.runCapMicroUsd);
  return (
    <Modal
      opened={isOpen}
      onClose={() => view.close()}
      title={t('launch.confirmTitle', { count: plan?.totals.run ?? 0 })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.body} data-dialog="confirm">
        {plan === null ? null : <Terms plan={plan} limits={limitsOf(budgetUsd, runCap)} refusal={refusal} />}
      </div>
    </Modal>
  );
}

interface TermsProps {
  plan: RunPlan;
  limits: Limits;
  refusal: FailureData | null;
}

function Terms({ plan, limits, refusal }: TermsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const limit = lowestLimit(limits);
  const isOver = isOverLimit(plan, limits);
  return (
    <>
      {refusal === null ? null : <RefusalNotice refusal={refusal} />}
      {isOver && limit !== null && refusal?.code !== 'BudgetExceededError' ? (
        <Problem
          sentence={t('launch.overLimit', {
            price: formatUsd(plan.totals.price.highMicroUsd, language),
            limit: formatUsd(limit, language),
          })}
          next={t('launch.next.budget')}
          showSettings
        />
      ) : null}
      {needsConsent(plan) ? <ConfirmPrices plan={plan} limits={limits} /> : null}
      <ConfirmButtons plan={plan} isOver={isOver} refusal={refusal} />
    </>
  );
}
