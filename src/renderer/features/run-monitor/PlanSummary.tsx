import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { noCost } from '../../../shared/base/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { formatDuration, formatPrice, formatUsd, useLanguage } from '../../i18n/index.ts';
import { usePaces, useStudio } from '../../studio/index.ts';
import { estimateTime } from './estimate-time.ts';
import { unknownModels } from './run-terms.ts';
import { useRunLimits } from './use-run-limits.ts';
import classes from './PlanSummary.module.css';

/** What the plan costs and takes, the limits it meets, and what should be known before. */
export function PlanSummary({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { paces } = useStudio();
  const known = usePaces((state) => state.paces);
  const models = useMemo(() => new Set(plan.cells.map((cell) => cell.model)), [plan]);
  useEffect(() => void paces.ask(models), [paces, models]);
  const time = useMemo(() => (plan.rehearsal ? null : estimateTime(plan, known)), [plan, known]);
  const limits = useRunLimits(plan);
  const unknown = unknownModels(plan);
  const mayCost = !plan.rehearsal && (plan.totals.price.highMicroUsd > noCost || unknown.length > 0);
  return (
    <section className={classes.summary} data-plan-summary>
      <dl className={classes.facts}>
        <div>
          <dt>{t('launch.plan.cells')}</dt>
          <dd>{plan.totals.run}</dd>
        </div>
        <div>
          <dt>{t('launch.price')}</dt>
          <dd>{formatPrice(plan.totals.price, t, language)}</dd>
        </div>
        <div>
          <dt>{t('launch.plan.time')}</dt>
          <dd>{time === null ? t('launch.plan.timeUnknown') : formatDuration(time.ms, language)}</dd>
        </div>
        {limits.map((limit) => (
          <div key={limit.kind} data-limit={limit.kind} data-passed={limit.isPassed}>
            <dt>{t(`launch.plan.limit.${limit.kind}`)}</dt>
            <dd>
              {limit.leftMicroUsd === limit.limitMicroUsd
                ? formatUsd(limit.limitMicroUsd, language)
                : t('launch.plan.left', {
                    left: formatUsd(limit.leftMicroUsd, language),
                    limit: formatUsd(limit.limitMicroUsd, language),
                  })}
            </dd>
          </div>
        ))}
      </dl>
      <ul className={classes.notes}>
        {limits.some((limit) => limit.isPassed) ? <li data-note="limit">{t('launch.plan.passed')}</li> : null}
        {unknown.length === 0 ? null : (
          <li data-note="unknown">{t('launch.unknownModels', { models: unknown.join(', ') })}</li>
        )}
        {time === null || time.unknownModels.length === 0 ? null : (
          <li>{t('launch.plan.timeWithout', { models: time.unknownModels.join(', ') })}</li>
        )}
        {mayCost ? <li data-note="once">{t('launch.plan.once')}</li> : null}
      </ul>
    </section>
  );
}
