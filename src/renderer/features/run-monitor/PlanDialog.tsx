import { Modal } from '@mantine/core';
import { IconMasksTheater } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useLaunch, useStudio, useView } from '../../studio/index.ts';
import { PlanTroubles } from '../providers/index.ts';
import { PlanChoices } from './PlanChoices.tsx';
import { PlanFooter } from './PlanFooter.tsx';
import { PlanSections } from './PlanSections.tsx';
import { PlanSummary } from './PlanSummary.tsx';
import { PlanSums } from './PlanSums.tsx';
import classes from './PlanDialog.module.css';

/** "What will run and why": how it shall run, then every cell of the plan with its action, reasons and price. */
export function PlanDialog() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'plan');
  const plan = useLaunch((state) => state.plan);
  const failure = useLaunch((state) => state.planFailure);
  return (
    <Modal
      opened={isOpen}
      onClose={() => view.close()}
      title={t('run.why')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.sections} data-dialog="plan">
        <PlanChoices />
        {plan?.rehearsal === true ? (
          <p className={classes.rehearsal} data-notice="rehearsal">
            <IconMasksTheater size={18} stroke={1.75} aria-hidden />
            {t('launch.rehearsalNote')}
          </p>
        ) : null}
        {failure === null ? null : <p role="alert">{failureText(failure, language).sentence}</p>}
        {plan === null ? null : <PlanTroubles plan={plan} />}
        {plan === null ? null : (
          <>
            <PlanSummary plan={plan} />
            <PlanSums plan={plan} />
            <PlanSections plan={plan} />
          </>
        )}
        <PlanFooter />
      </div>
    </Modal>
  );
}
