import { TextInput } from '@mantine/core';
import { useDraft } from '../../ui/index.ts';

export interface TextSettingProps {
  label: string;
  description?: string;
  placeholder?: string;
  value: string;
  isDisabled: boolean;
  /** Kept to what may stand there, such as digits. */
  inputMode?: 'text' | 'decimal' | 'numeric';
  error?: string | null;
  /** Answers whether the text was taken. */
  onCommit: (text: string) => Promise<boolean>;
}

/** A line of text that counts on Enter or when it is left; Escape takes back what was typed. */
export function TextSetting(props: TextSettingProps) {
  const draft = useDraft(props.value, props.onCommit);
  return (
    <TextInput
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      value={draft.text}
      disabled={props.isDisabled}
      inputMode={props.inputMode ?? 'text'}
      error={props.error ?? false}
      onChange={(event) => draft.setText(event.currentTarget.value)}
      onBlur={draft.commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') draft.commit();
        draft.onKeyDown(event);
      }}
    />
  );
}
