import type { RunPlan } from '../../../shared/plan/index.ts';
import { formatUsd, type Translate } from '../../i18n/index.ts';

/** What the button of the confirmation says: the most that the run may cost, as far as that is known. */
export function confirmText(plan: RunPlan, t: Translate, language: string): string {
  const { highMicroUsd, isKnown } = plan.totals.price;
  if (plan.rehearsal || (isKnown && highMicroUsd === 0)) return t('launch.runFree');
  if (highMicroUsd === 0) return t('launch.runUnknown');
  const price = formatUsd(highMicroUsd, language);
  return t(isKnown ? 'launch.runUpTo' : 'launch.runUpToUnknown', { price });
}
