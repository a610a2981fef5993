import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../ui/index.ts';
import type { FieldControlProps } from './field-control-props.ts';
import { parseTyped } from './json-problem.ts';
import classes from './ParameterRow.module.css';

/** A list or an object as JSON. What is no JSON stays in the field, with the line where it breaks. */
export function JsonField({ id, field, describedBy, isDisabled, isInvalid, onCommit, onDrop }: FieldControlProps) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<{ line: number; column: number } | null>(null);
  const value = field.value === undefined || field.isMixed ? '' : JSON.stringify(field.value, null, 2);
  const draft = useDraft(
    value,
    (text) => {
      const parsed = parseTyped(text);
      setFault('value' in parsed ? null : parsed);
      return 'value' in parsed ? onCommit(parsed.value) : Promise.resolve(false);
    },
    () => {
      setFault(null);
      onDrop();
    },
  );
  return (
    <>
      <JsonInput
        id={id}
        aria-describedby={describedBy}
        autosize
        minRows={2}
        maxRows={12}
        value={draft.text}
        placeholder={field.isMixed ? t('form.mixed') : ''}
        disabled={isDisabled}
        error={isInvalid || fault !== null}
        onChange={draft.setText}
        onBlur={draft.commit}
        onKeyDown={draft.onKeyDown}
      />
      {fault === null ? null : (
        <p className={classes.problem} role="status">
          {t('form.badJson', fault)}
        </p>
      )}
    </>
  );
}
