import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { NumberInput } from './read-number.ts';

export interface NumberSettingProps {
  label: string;
  description?: string;
  placeholder?: string;
  /** What is set, as the field shows it. */
  text: string;
  read: (text: string) => NumberInput;
  /** Shown for what cannot be read. */
  invalid: string;
  isDisabled?: boolean;
  /** Keeps a number, or that there is none; false when it was refused. */
  keep: (value: number | null) => Promise<boolean>;
}

/** A field for a number; it is kept when left or on Enter, and taken back by Escape. */
export function NumberSetting(props: NumberSettingProps) {
  const { label, description, placeholder = '', text, read, invalid, isDisabled = false, keep } = props;
  // Null while nothing is being typed: then the field shows what is set, also by another window.
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft === null ? null : read(draft);

  async function commit(): Promise<void> {
    if (typed === null || typed.kind === 'invalid') return;
    if (draft === text || (await keep(typed.kind === 'none' ? null : typed.value))) setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void commit();
    if (event.key === 'Escape') setDraft(null);
  }

  return (
    <TextInput
      label={label}
      description={description}
      placeholder={placeholder}
      inputMode="decimal"
      disabled={isDisabled}
      value={draft ?? text}
      error={typed?.kind === 'invalid' ? invalid : null}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={onKeyDown}
    />
  );
}
