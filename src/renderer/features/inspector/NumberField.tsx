import { NumberInput, Slider } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../ui/index.ts';
import type { ControlProps } from './field-control-props.ts';
import { numberOf, numberText } from './field-problem.ts';
import { unitOf } from './unit-of.ts';
import classes from './NumberField.module.css';

/** A number; one between two limits also as a slider. */
export function NumberField(props: ControlProps<'number'>) {
  const { id, name, field, describedBy, isDisabled, isInvalid, control, onCommit, onDrop } = props;
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const isSet = (field.origin === 'own' || field.origin === 'column') && !field.isMixed;
  const draft = useDraft(isSet ? numberText(field.value) : '', (text) => onCommit(numberOf(text)), onDrop);
  const { minimum, maximum, isWhole } = control;
  const step = control.step ?? (isWhole ? 1 : stepOf(minimum, maximum));
  const preset = numberText(field.preset);
  const unit = unitOf(field.name);
  return (
    <div className={classes.field}>
      {minimum === null || maximum === null ? null : (
        <Slider
          className={classes.slider ?? ''}
          size="sm"
          thumbLabel={t('form.slider', { parameter: name })}
          min={minimum}
          max={maximum}
          step={step}
          label={null}
          value={dragged ?? (typeof field.value === 'number' ? field.value : minimum)}
          disabled={isDisabled}
          onChange={setDragged}
          onChangeEnd={(value) => void onCommit(value).finally(() => setDragged(null))}
        />
      )}
      <NumberInput
        id={id}
        className={classes.number ?? ''}
        data-alone={minimum === null || maximum === null}
        aria-describedby={describedBy}
        value={dragged ?? draft.text}
        placeholder={field.isMixed ? t('form.mixed') : preset}
        disabled={isDisabled}
        error={isInvalid}
        clampBehavior="none"
        allowDecimal={!isWhole}
        step={step}
        hideControls={minimum !== null && maximum !== null}
        suffix={unit === null ? '' : ` ${unit}`}
        {...(minimum === null ? {} : { min: minimum })}
        {...(maximum === null ? {} : { max: maximum })}
        onChange={(value) => draft.setText(String(value))}
        onBlur={draft.commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') draft.commit();
          draft.onKeyDown(event);
        }}
      />
    </div>
  );
}

/** A hundred steps from one end to the other, rounded to a power of ten. */
function stepOf(minimum: number | null, maximum: number | null): number {
  if (minimum === null || maximum === null) return 0.1;
  return 10 ** Math.round(Math.log10((maximum - minimum) / 100));
}
