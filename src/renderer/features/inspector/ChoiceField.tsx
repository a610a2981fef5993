import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/base/index.ts';
import type { ControlProps } from './field-control-props.ts';

/** More letters than this do not fit the panel side by side. */
const maxSegmentLetters = 26;
const maxSegments = 4;
/** A longer list is searched rather than read. */
const searchedFrom = 9;

/** One of a few values: side by side where they fit, else in a list. */
export function ChoiceField({ id, name, field, describedBy, isDisabled, control, onCommit }: ControlProps<'choice'>) {
  const { t } = useTranslation();
  const { choices, titles } = control;
  const data = choices.map((choice, index) => ({ value: textOf(choice), label: titles[index] ?? textOf(choice) }));
  const value = field.value === undefined || field.isMixed ? null : textOf(field.value);
  const letters = data.reduce((sum, { label }) => sum + label.length, 0);
  function commit(chosen: string | null): void {
    const choice = choices.find((each) => textOf(each) === chosen);
    if (choice !== undefined) void onCommit(choice);
  }
  // One that is not among them, or none at all, cannot be shown as pressed.
  const isShown = value !== null && data.some((each) => each.value === value);
  if (data.length > 1 && data.length <= maxSegments && letters <= maxSegmentLetters && isShown) {
    return (
      <SegmentedControl
        id={id}
        aria-label={name}
        aria-describedby={describedBy}
        fullWidth
        size="xs"
        data={data}
        value={value}
        disabled={isDisabled}
        onChange={commit}
      />
    );
  }
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      data={data}
      value={value}
      placeholder={field.isMixed ? t('form.mixed') : ''}
      disabled={isDisabled}
      allowDeselect={false}
      searchable={data.length >= searchedFrom}
      checkIconPosition="right"
      onChange={commit}
    />
  );
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
