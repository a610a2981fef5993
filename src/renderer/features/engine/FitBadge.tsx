import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MemoryEstimate, MemoryVerdict } from '../../../shared/local-engine/index.ts';
import { failureText, formatBytes, useLanguage, type Translate } from '../../i18n/index.ts';
import { useEngine } from '../../studio/index.ts';
import classes from './FitBadge.module.css';

const icons: Record<MemoryVerdict, Icon> = {
  fits: IconCircleCheck,
  tight: IconAlertTriangle,
  'too-big': IconCircleX,
};

export interface FitBadgeProps {
  model: string;
  /** The numbers in words beside the badge, not only when it is pointed at. */
  hasNumbers?: boolean;
}

/** Whether a model of this machine fits its memory; nothing before that is known, or for one that loads nothing. */
export function FitBadge({ model, hasNumbers = false }: FitBadgeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const known = useEngine((state) => state.estimates.get(model));
  if (known === undefined) return null;
  if ('failure' in known) {
    const { sentence } = failureText(known.failure, language);
    return (
      <Tooltip label={sentence} multiline maw="24rem">
        <span className={classes.badge} data-fit="unknown">
          <IconHelpCircle size={14} aria-hidden />
          {t('engine.fit.unknown')}
          <span className={hasNumbers ? classes.numbers : classes.hidden}>{sentence}</span>
        </span>
      </Tooltip>
    );
  }
  if (known.estimate === null) return null;
  const { verdict } = known.estimate;
  const FitIcon = icons[verdict];
  const numbers = numbersOf(known.estimate, t, language);
  return (
    <Tooltip label={numbers} multiline maw="24rem" disabled={hasNumbers}>
      <span className={classes.badge} data-fit={verdict}>
        <FitIcon size={14} aria-hidden />
        {t(`engine.fit.${verdict}`)}
        <span className={hasNumbers ? classes.numbers : classes.hidden}>{numbers}</span>
      </span>
    </Tooltip>
  );
}

/** "Needs 2.1 GB, available 6 GB · keeps in memory: Everything · estimated from its files". */
function numbersOf(estimate: MemoryEstimate, t: Translate, language: string): string {
  const { peakBytes, availableBytes, strategy, basis, verdict } = estimate;
  return [
    t('engine.fit.numbers', {
      needed: formatBytes(peakBytes[strategy], language),
      available: formatBytes(availableBytes, language),
    }),
    ...(verdict === 'too-big' ? [] : [t('engine.fit.strategy', { strategy: t(`engine.strategy.${strategy}`) })]),
    t(`engine.fit.basis.${basis}`),
  ].join(' · ');
}
