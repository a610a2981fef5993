import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../ui/index.ts';
import { PlaceholderInput, PlaceholderPreview } from '../placeholder-input/index.ts';
import type { ControlProps } from './field-control-props.ts';

/** Words, with placeholders completed and shown as what they become. */
export function TextField(props: ControlProps<'text'>) {
  const { id, cell, field, describedBy, isDisabled, isInvalid, control, onCommit, onDrop } = props;
  const { t } = useTranslation();
  const isSet = field.origin === 'own' || field.origin === 'column';
  const value = isSet && !field.isMixed && field.value !== undefined ? textOf(field.value) : '';
  // An empty text stands against the column's; where the column says nothing there is nothing to stand against.
  const draft = useDraft(
    value,
    (text) => onCommit(text === '' && field.columnValue === undefined ? undefined : text),
    onDrop,
  );
  const hint = field.isMixed ? t('form.mixed') : field.preset === undefined ? '' : textOf(field.preset);
  if (cell === null) {
    return (
      <Textarea id={id} aria-describedby={describedBy} value={value} placeholder={hint} autosize disabled readOnly />
    );
  }
  return (
    <>
      <PlaceholderInput
        id={id}
        cell={cell}
        text={draft.text}
        isLong={control.isLong}
        describedBy={describedBy}
        placeholder={hint}
        isDisabled={isDisabled}
        isInvalid={isInvalid}
        onText={draft.setText}
        onBlur={draft.commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !control.isLong) draft.commit();
          draft.onKeyDown(event);
        }}
      />
      <PlaceholderPreview
        cell={cell}
        text={draft.text}
        isTyping={draft.isDraft}
        {...(isDisabled
          ? {}
          : { onCorrect: (text: string) => (draft.isDraft ? draft.setText(text) : void onCommit(text)) })}
      />
    </>
  );
}

/** A value as its control shows it. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
