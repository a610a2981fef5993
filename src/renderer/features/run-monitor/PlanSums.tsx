import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import { useDocument } from '../../studio/index.ts';
import { sumsBy } from './part-sums.ts';
import classes from './PlanSums.module.css';

const groups = {
  layer: (cell: PlannedCell): string => cell.layerName,
  model: (cell: PlannedCell): string => cell.model,
  provider: (cell: PlannedCell): string => cell.provider,
} as const;
const names = ['layer', 'model', 'provider'] as const;

/** What the run costs by layer, model or provider, the dearest first. */
export function PlanSums({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [group, setGroup] = useState<(typeof names)[number]>('layer');
  const layers = useDocument((state) => state.document?.matrix.layers);
  const rows = useMemo(() => {
    const running = [...sumsBy(plan, groups[group])].filter(([, sum]) => sum.run > 0);
    return running.sort(([, a], [, b]) => b.price.highMicroUsd - a.price.highMicroUsd);
  }, [plan, group]);
  const titles = new Map<string, string | undefined>(layers?.map(({ name, title }) => [name, title]));
  if (rows.length === 0) return null;
  return (
    <section data-plan-sums={group}>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('launch.plan.sums')}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t('launch.plan.sums')}
          value={group}
          data={names.map((value) => ({ value, label: t(`launch.plan.by.${value}`) }))}
          onChange={(value) => setGroup(names.find((each) => each === value) ?? 'layer')}
        />
      </div>
      <ul className={classes.rows}>
        {rows.map(([name, sum]) => (
          <li key={name} className={classes.row} data-sum={name}>
            <span className={classes.name}>{(group === 'layer' ? titles.get(name) : null) ?? name}</span>
            <span className={classes.count}>{t('queue.affects', { count: sum.run })}</span>
            <span className={classes.price}>{formatPrice(sum.price, t, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
