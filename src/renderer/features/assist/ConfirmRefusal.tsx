import { useTranslation } from 'react-i18next';
import { noCost, type FailureData } from '../../../shared/base/index.ts';
import { failureText, formatUsd, useLanguage, type Translate } from '../../i18n/index.ts';
import type { PlannedGeneration } from '../../studio/index.ts';
import { Problem, refusalHelp, type RefusalHelp } from '../run-monitor/index.ts';

/** Why it was not started, or cannot be: the limit, a missing key, a price that rose meanwhile. */
export function ConfirmRefusal({ planned, isOver }: { planned: PlannedGeneration; isOver: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { refusal, plan, capMicroUsd } = planned;
  if (refusal !== null) return <Refusal refusal={refusal} />;
  if (!isOver) return null;
  const sentence = t('launch.overLimit', {
    price: formatUsd(plan.totals.price.highMicroUsd, language),
    limit: formatUsd(capMicroUsd ?? noCost, language),
  });
  return <Problem sentence={sentence} next={t('onceMore.next.budget')} showSettings />;
}

function Refusal({ refusal }: { refusal: FailureData }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { sentence, hint } = failureText(refusal, language);
  const help = refusalHelp(refusal);
  return (
    <Problem
      sentence={sentence}
      next={help === null ? hint : nextText(help.next, t)}
      showSettings={help?.showSettings ?? false}
      section={help?.section}
    />
  );
}

/** What to do next, for a page that has neither cells nor rehearsals. */
function nextText(next: RefusalHelp['next'], t: Translate): string {
  switch (next) {
    case 'budget':
    case 'notConfigured':
    case 'noEngine':
      return t(`onceMore.next.${next}`);
    case 'confirm':
    case 'runningElsewhere':
    case 'alreadyRunning':
      return t(`launch.next.${next}`);
  }
}
