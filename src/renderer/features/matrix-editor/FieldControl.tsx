import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { JsonValue } from '../../../shared/base/index.ts';
import type { ParameterField } from './parameter-fields.ts';
import { useDraft } from './use-draft.ts';

export interface FieldControlProps {
  id: string;
  field: ParameterField;
  describedBy: string;
  isDisabled: boolean;
  /** Answers whether the value was taken; `undefined` removes the cell's own value. */
  onCommit: (value: JsonValue | undefined) => Promise<boolean>;
}

/** The control of an editable parameter. */
export function FieldControl(props: FieldControlProps) {
  const { field, id, describedBy, isDisabled, onCommit } = props;
  switch (field.control.kind) {
    case 'number':
      return <NumberField {...props} control={field.control} />;
    case 'toggle':
      return (
        <Switch
          id={id}
          aria-describedby={describedBy}
          disabled={isDisabled}
          checked={field.value === true}
          onChange={(event) => void onCommit(event.currentTarget.checked)}
        />
      );
    case 'choice': {
      const { choices } = field.control;
      return (
        <Select
          id={id}
          aria-describedby={describedBy}
          data={choices.map(textOf)}
          value={field.value === undefined ? null : textOf(field.value)}
          disabled={isDisabled}
          allowDeselect={false}
          checkIconPosition="right"
          onChange={(name) => {
            const choice = choices.find((each) => textOf(each) === name);
            if (choice !== undefined) void onCommit(choice);
          }}
        />
      );
    }
    case 'text':
    case 'file':
    case 'structure':
      return <TextField {...props} />;
  }
}

function TextField({ id, field, describedBy, isDisabled, onCommit }: FieldControlProps) {
  const isLong = field.control.kind === 'text' && field.control.isLong;
  const draft = useDraft(typeof field.value === 'string' ? field.value : '', onCommit);
  const shared = {
    id,
    'aria-describedby': describedBy,
    value: draft.text,
    disabled: isDisabled,
    onBlur: draft.commit,
    onKeyDown: draft.onKeyDown,
    spellCheck: isLong,
  };
  return isLong ? (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={8}
      onChange={(event) => draft.setText(event.currentTarget.value)}
    />
  ) : (
    <TextInput {...shared} onChange={(event) => draft.setText(event.currentTarget.value)} />
  );
}

type NumberControl = Extract<ParameterField['control'], { kind: 'number' }>;

function NumberField(props: FieldControlProps & { control: NumberControl }) {
  const { id, field, describedBy, isDisabled, onCommit, control } = props;
  const draft = useDraft(field.value === undefined ? '' : textOf(field.value), (text) =>
    onCommit(text.trim() === '' ? undefined : Number(text)),
  );
  return (
    <NumberInput
      id={id}
      aria-describedby={describedBy}
      value={draft.text}
      disabled={isDisabled}
      onChange={(value) => draft.setText(String(value))}
      onBlur={draft.commit}
      onKeyDown={draft.onKeyDown}
      allowDecimal={!control.isWhole}
      step={control.step ?? (control.isWhole ? 1 : 0.1)}
      {...(control.minimum === null ? {} : { min: control.minimum })}
      {...(control.maximum === null ? {} : { max: control.maximum })}
    />
  );
}

/** A value as its control shows it. */
function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
