import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComponentVariants } from '../../../shared/local-engine/index.ts';
import type { RunningConversion } from '../../studio/index.ts';
import { conversionShare } from './conversion-share.ts';
import classes from './ModelDetails.module.css';

export interface ConversionProgressProps {
  running: RunningConversion;
  components: readonly ComponentVariants[];
  onStop: () => void;
}

/** How far smaller weights are, and the way to stop it. */
export function ConversionProgress({ running, components, onStop }: ConversionProgressProps) {
  const { t } = useTranslation();
  const { precision, component } = running;
  const name = t(`models.weights.${precision}`);
  const text =
    component === null ? t('models.weights.starting', { name }) : t('models.weights.running', { name, component });
  return (
    <div className={classes.conversion} data-conversion="running">
      <span className={classes.conversionText}>{text}</span>
      <Button size="xs" variant="default" onClick={onStop}>
        {t('models.weights.stop')}
      </Button>
      <Progress
        className={classes.conversionBar ?? ''}
        value={100 * conversionShare(components, running)}
        aria-label={text}
        size="sm"
      />
    </div>
  );
}
