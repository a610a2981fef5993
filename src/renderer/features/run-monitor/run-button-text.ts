import type { RunPlan } from '../../../shared/plan/index.ts';
import { formatPrice, type Translate } from '../../i18n/index.ts';

/** What the run button says, and whether it can be pressed. */
export interface RunButtonText {
  text: string;
  canRun: boolean;
}

/** Text of the run button: how many cells at which price, or why there is nothing to run. */
export function runButtonText(plan: RunPlan | null, t: Translate, language: string): RunButtonText {
  if (plan === null) return { text: t('run.planning'), canRun: false };
  const { run, blocked, price } = plan.totals;
  if (run > 0 && plan.rehearsal) return { text: t('run.rehearse', { count: run }), canRun: true };
  if (run > 0) {
    return { text: t('run.run', { count: run, price: formatPrice(price, t, language) }), canRun: true };
  }
  if (blocked > 0) return { text: t('run.blocked', { count: blocked }), canRun: false };
  return { text: t(plan.cells.length === 0 ? 'run.noCells' : 'run.nothing'), canRun: false };
}
