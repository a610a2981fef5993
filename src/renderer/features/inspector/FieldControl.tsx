import { ColorInput, Switch } from '@mantine/core';
import { useDraft } from '../../ui/index.ts';
import { ChoiceField } from './ChoiceField.tsx';
import type { ControlProps, FieldControlProps } from './field-control-props.ts';
import { FileField } from './FileField.tsx';
import { JsonField } from './JsonField.tsx';
import { ListField } from './ListField.tsx';
import { LoraField } from './LoraField.tsx';
import { NumberField } from './NumberField.tsx';
import { SeedField } from './SeedField.tsx';
import { TextField } from './TextField.tsx';

/** The control of an editable parameter. */
export function FieldControl(props: FieldControlProps) {
  const { control } = props.field;
  switch (control.kind) {
    case 'number':
      return <NumberField {...props} control={control} />;
    case 'seed':
      return <SeedField {...props} control={control} />;
    case 'toggle':
      return <ToggleField {...props} />;
    case 'choice':
      return <ChoiceField {...props} control={control} />;
    case 'color':
      return <ColorField {...props} control={control} />;
    case 'loras':
      return <LoraField {...props} control={control} />;
    case 'list':
      return <ListField {...props} control={control} />;
    case 'file':
      return <FileField {...props} control={control} />;
    case 'structure':
      return <JsonField {...props} />;
    case 'text':
      return <TextField {...props} control={control} />;
  }
}

function ToggleField({ id, field, describedBy, isDisabled, onCommit }: FieldControlProps) {
  return (
    <Switch
      id={id}
      aria-describedby={describedBy}
      disabled={isDisabled}
      checked={field.value === true && !field.isMixed}
      onChange={(event) => void onCommit(event.currentTarget.checked)}
    />
  );
}

function ColorField({ id, field, describedBy, isDisabled, isInvalid, onCommit, onDrop }: ControlProps<'color'>) {
  const isSet = field.origin === 'own' || field.origin === 'column';
  const value = isSet && !field.isMixed && typeof field.value === 'string' ? field.value : '';
  const draft = useDraft(value, (text) => onCommit(text === '' ? undefined : text), onDrop);
  return (
    <ColorInput
      id={id}
      aria-describedby={describedBy}
      format="hex"
      value={draft.text}
      placeholder={typeof field.value === 'string' ? field.value : ''}
      disabled={isDisabled}
      error={isInvalid}
      fixOnBlur={false}
      withEyeDropper={false}
      popoverProps={{ withinPortal: true }}
      onChange={draft.setText}
      onBlur={draft.commit}
      onKeyDown={draft.onKeyDown}
      onChangeEnd={(color) => void onCommit(color)}
    />
  );
}
