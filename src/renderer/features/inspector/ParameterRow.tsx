import { Tooltip } from '@mantine/core';
import { IconCoin } from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/base/index.ts';
import { fieldHint, useLanguage } from '../../i18n/index.ts';
import { useDocument } from '../../studio/index.ts';
import { FieldControl } from './FieldControl.tsx';
import { FieldMarks } from './FieldMarks.tsx';
import { fieldProblem, type FieldProblem } from './field-problem.ts';
import { sampleOf, targetKey, type FormTarget } from './form-target.ts';
import type { ParameterField } from './parameter-fields.ts';
import { useParameterEdits } from './use-parameter-edits.ts';
import { useParameterName } from './use-parameter-name.ts';
import { usePlanProblem } from './use-plan-problem.ts';
import classes from './ParameterRow.module.css';

/** Values that no document shall hold: what was typed stays in the field until it is right. */
const refused = new Set(['number', 'seed', 'color']);

/** One parameter: its name, where the value comes from, the control, and what is wrong with it. */
function PlainParameterRow({ target, field }: { target: FormTarget; field: ParameterField }) {
  const { t } = useTranslation();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const id = useId();
  const name = useParameterName()(field);
  const edits = useParameterEdits(target);
  const [typed, setTyped] = useState<FieldProblem | null>(null);
  const sample = sampleOf(target);
  const planProblem = usePlanProblem(target, field);
  const found = typed ?? (field.isMixed || target.kind === 'layer' ? null : fieldProblem(field, field.value));
  const problem = found === null ? planProblem : t(`form.problem.${found.kind}`, { ...found });
  const model = sample?.model ?? (target.kind === 'layer' ? target.layer.model : '');

  function commit(value: JsonValue | undefined): Promise<boolean> {
    const wrong = fieldProblem(field, value);
    const isRefused = wrong !== null && wrong.kind !== 'required' && refused.has(field.control.kind);
    setTyped(isRefused ? wrong : null);
    if (isRefused) return Promise.resolve(false);
    return edits.change(name, [{ parameter: field.name, ...(value === undefined ? {} : { value }) }]);
  }

  return (
    <div className={classes.row} data-parameter={field.name} data-mixed={field.isMixed}>
      <div className={classes.head}>
        <label htmlFor={id} className={classes.name}>
          {name}
          {field.isRequired ? <RequiredMark /> : null}
        </label>
        {field.isPriced ? <PriceMark /> : null}
        <FieldMarks
          id={`${id}-origin`}
          target={target}
          field={field}
          name={name}
          isReadOnly={isReadOnly}
          edits={edits}
        />
      </div>
      <FieldControl
        key={targetKey(target)}
        id={id}
        model={model}
        name={name}
        cell={sample}
        field={field}
        describedBy={`${id}-origin ${id}-hint ${id}-problem`}
        isDisabled={isReadOnly}
        isInvalid={problem !== null}
        onCommit={commit}
        onDrop={() => setTyped(null)}
      />
      <ParameterHint id={`${id}-hint`} field={field} />
      {problem === null ? null : (
        <p id={`${id}-problem`} className={classes.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

export const ParameterRow = memo(PlainParameterRow);

function RequiredMark() {
  const { t } = useTranslation();
  return (
    <span className={classes.required} title={t('form.required')} aria-hidden>
      *
    </span>
  );
}

/** Changing this changes the price. */
function PriceMark() {
  const { t } = useTranslation();
  return (
    <Tooltip label={t('form.priced')}>
      <IconCoin size={14} className={classes.price} role="img" aria-label={t('form.priced')} />
    </Tooltip>
  );
}

/** The template's words about a parameter, and what it may be where no control shows it. */
function ParameterHint({ id, field }: { id: string; field: ParameterField }) {
  const { control, description } = field;
  const isOpenEnded = control.kind === 'number' && (control.minimum === null || control.maximum === null);
  const range = isOpenEnded ? rangeText(control.minimum, control.maximum) : null;
  const language = useLanguage();
  const hint = description === null ? null : fieldHint(description, language);
  const parts = [hint, range].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return (
    <p id={id} className={classes.hint}>
      {parts.join(' · ')}
    </p>
  );
}

function rangeText(low: number | null, high: number | null): string | null {
  if (low !== null) return `≥ ${low}`;
  return high === null ? null : `≤ ${high}`;
}
