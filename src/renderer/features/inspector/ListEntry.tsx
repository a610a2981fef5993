import { Textarea } from '@mantine/core';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDraft } from '../../ui/index.ts';
import { PlaceholderInput, PlaceholderPreview } from '../placeholder-input/index.ts';
import type { ControlProps } from './field-control-props.ts';
import { FileInput } from './FileInput.tsx';

export interface ListEntryProps {
  label: string;
  cell: MatrixCell | null;
  text: string;
  control: ControlProps<'list'>['control'];
  isDisabled: boolean;
  onChange: (text: string) => Promise<boolean>;
}

/** One text or file of a list. */
export function ListEntry({ label, cell, text, control, isDisabled, onChange }: ListEntryProps) {
  const draft = useDraft(text, onChange);
  if (cell === null) return <Textarea aria-label={label} value={text} autosize disabled readOnly />;
  if (control.isFiles) {
    return (
      <FileInput
        label={label}
        cell={cell}
        value={text}
        accepts={control.accepts}
        isDisabled={isDisabled}
        onCommit={(next) => (typeof next === 'string' ? onChange(next) : Promise.resolve(false))}
      />
    );
  }
  return (
    <>
      <PlaceholderInput
        label={label}
        cell={cell}
        text={draft.text}
        isLong={false}
        isDisabled={isDisabled}
        onText={draft.setText}
        onBlur={draft.commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') draft.commit();
          draft.onKeyDown(event);
        }}
      />
      <PlaceholderPreview cell={cell} text={draft.text} isTyping={draft.isDraft} />
    </>
  );
}
