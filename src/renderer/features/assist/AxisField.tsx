import { NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/index.ts';
import { subjectKey, type AxisDraft, type AxisReading, type AxisSubject } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { axisHint, axisProblemText, subjectText, valueTexts } from './axis-words.ts';
import { useBatch } from './use-batch.ts';
import classes from './AxesEditor.module.css';

export interface AxisFieldProps {
  row: AxisReading;
  /** What this axis may vary, its present subject among them where the model still has it. */
  subjects: readonly AxisSubject[];
  /** The user wanted to start: an empty field is wrong now too. */
  isToCorrect: boolean;
  /** The menu opens with the focus here. */
  isFirst: boolean;
  /** It was added just now: what is typed next are its values. */
  isNew: boolean;
  onChange: (axis: AxisDraft) => void;
  onRemove: () => void;
}

/** One axis: what varies, its values as they are typed, and how they were understood or why they were not. */
export function AxisField({ row, subjects, isToCorrect, isFirst, isNew, onChange, onRemove }: AxisFieldProps) {
  const { t } = useTranslation();
  const noteId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { draft, problem } = row;
  const subject = subjectText(draft.subject, t);
  const isWrong = problem !== null && (problem.kind !== 'empty' || isToCorrect);
  const offered = subjects.some((each) => subjectKey(each) === subjectKey(draft.subject))
    ? subjects
    : [draft.subject, ...subjects];
  useEffect(() => {
    if (isNew) field.current?.focus();
  }, [isNew]);
  return (
    <li className={classes.axis} data-axis={subjectKey(draft.subject)}>
      <div className={classes.line}>
        <NativeSelect
          size="xs"
          className={classes.subject ?? ''}
          aria-label={t('axes.what')}
          value={subjectKey(draft.subject)}
          data={offered.map((each) => ({ value: subjectKey(each), label: subjectText(each, t) }))}
          onChange={({ currentTarget }) => {
            const chosen = offered.find((each) => subjectKey(each) === currentTarget.value);
            if (chosen !== undefined) onChange({ ...draft, subject: chosen });
          }}
        />
        <TextInput
          ref={field}
          size="xs"
          className={classes.values ?? ''}
          aria-label={t('axes.values', { subject })}
          aria-describedby={noteId}
          autoComplete="off"
          spellCheck={false}
          error={isWrong}
          value={draft.text}
          data-field="axis-values"
          data-autofocus={isFirst || undefined}
          onChange={({ currentTarget }) => onChange({ ...draft, text: currentTarget.value })}
        />
        <IconAction
          size="sm"
          label={t('axes.remove', { subject })}
          icon={<IconX size={16} />}
          data-action="remove-axis"
          onClick={onRemove}
        />
      </div>
      <div id={noteId} className={classes.note}>
        <Note row={row} isWrong={isWrong} />
      </div>
    </li>
  );
}

function Note({ row, isWrong }: { row: AxisReading; isWrong: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { template, loraNames } = useBatch();
  const { draft, problem } = row;
  if (isWrong && problem !== null) {
    return (
      <p className={classes.problem} role="alert" data-problem={problem.kind}>
        {axisProblemText(problem, t, language)}
      </p>
    );
  }
  if (problem !== null)
    return <p className={classes.soft}>{axisHint(draft.subject, template, loraNames, t, language)}</p>;
  return (
    <ul className={classes.chips} data-chips={row.values.length}>
      {valueTexts(row, t, language).map((text, place) => (
        <li key={`${place} ${text}`} className={classes.chip}>
          {text}
        </li>
      ))}
    </ul>
  );
}
