import { NativeSelect, Slider } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParameterChoice } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { ChosenName } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import type { ParameterControl } from './parameter-control.ts';
import { whyText } from './why-text.ts';
import classes from './ParameterRow.module.css';

export interface ParameterRowProps {
  name: ChosenName;
  control: ParameterControl;
  /** Null without advice. */
  advised: number | string | null;
  value: number | string | null;
  choice: ParameterChoice | null;
  /** Null: the row only tells. */
  onChange: ((value: number | string) => void) | null;
}

/** A parameter with its control, and one line on why it has its value. */
export function ParameterRow({ name, control, advised, value, choice, onChange }: ParameterRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const whyId = useId();
  const label = t(`assist.parameters.${name}`);
  const isChanged = advised !== null && value !== advised;
  const shown = control.kind === 'choice' ? control.options.find((each) => each.value === value)?.label : undefined;
  const text = shown ?? (typeof value === 'number' ? value.toLocaleString(language) : (value ?? ''));
  return (
    <div className={classes.row} data-parameter={name} data-changed={isChanged}>
      <div className={classes.line}>
        <span className={classes.label}>{label}</span>
        <div className={classes.control}>
          {onChange === null || control.kind === 'fixed' ? null : control.kind === 'slider' ? (
            <Slider
              size="sm"
              className={classes.slider ?? ''}
              thumbLabel={label}
              thumbProps={{ 'aria-describedby': whyId }}
              min={control.minimum}
              max={control.maximum}
              step={control.step}
              label={null}
              value={typeof value === 'number' ? value : control.minimum}
              onChange={onChange}
            />
          ) : (
            <NativeSelect
              size="xs"
              className={classes.slider ?? ''}
              aria-label={label}
              aria-describedby={whyId}
              value={String(value)}
              data={control.options.map((each) => ({ value: String(each.value), label: each.label }))}
              onChange={({ currentTarget }) => {
                const option = control.options.find((each) => String(each.value) === currentTarget.value);
                if (option !== undefined) onChange(option.value);
              }}
            />
          )}
        </div>
        {control.kind === 'choice' && onChange !== null ? null : <output className={classes.value}>{text}</output>}
        {isChanged && onChange !== null ? (
          <IconAction
            size="sm"
            label={t('assist.parameters.reset', { parameter: label, value: String(advised) })}
            icon={<IconArrowBackUp size={16} />}
            data-action="as-advised"
            onClick={() => onChange(advised)}
          />
        ) : null}
      </div>
      <p id={whyId} className={classes.why}>
        {choice === null ? '' : whyText(choice, t, language)}
      </p>
    </div>
  );
}
