import { TextInput } from '@mantine/core';
import type { ControlProps } from './field-control-props.ts';
import { FileInput } from './FileInput.tsx';

/** A file: typed, dropped, chosen, or made by another cell. */
export function FileField(props: ControlProps<'file'>) {
  const { id, cell, field, describedBy, isDisabled, isInvalid, control, onCommit } = props;
  const value = typeof field.value === 'string' && !field.isMixed ? field.value : '';
  if (cell === null) return <TextInput id={id} aria-describedby={describedBy} value={value} disabled readOnly />;
  return (
    <FileInput
      id={id}
      cell={cell}
      value={value}
      accepts={control.accepts}
      describedBy={describedBy}
      isDisabled={isDisabled}
      isInvalid={isInvalid}
      isMixed={field.isMixed}
      onCommit={onCommit}
    />
  );
}
