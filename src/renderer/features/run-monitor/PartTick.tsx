import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import type { PartSum } from './part-sums.ts';
import classes from './PartPicker.module.css';

export interface PartTickProps {
  label: string;
  isIn: boolean;
  isDisabled: boolean;
  /** What it adds to the run; undefined where that is not known now. */
  sum: PartSum | undefined;
  onChange: (isIn: boolean) => void;
}

/** A layer or a unit with its box, its cells and what they cost together. */
export function PartTick({ label, isIn, isDisabled, sum, onChange, ...rest }: PartTickProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className={classes.tick} {...rest}>
      <Checkbox
        size="xs"
        label={label}
        checked={isIn}
        disabled={isDisabled}
        classNames={{ label: classes.tickLabel ?? '' }}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={classes.sum} data-out={!isIn}>
        {sum === undefined ? null : sum.blocked > 0 ? (
          <span className={classes.cannot}>{t('launch.picker.cannot', { count: sum.blocked })}</span>
        ) : sum.run === 0 ? (
          t('launch.picker.upToDate')
        ) : (
          <>
            <span className={classes.count}>{sum.run}</span> {formatPrice(sum.price, t, language)}
          </>
        )}
      </span>
    </li>
  );
}
