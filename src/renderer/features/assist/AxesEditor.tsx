import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio, type AxisDraft, type AxisSubject } from '../../studio/index.ts';
import { AxesTotal } from './AxesTotal.tsx';
import { AxisField } from './AxisField.tsx';
import { freeSubjects } from './axis-subjects.ts';
import { useBatch } from './use-batch.ts';
import classes from './AxesEditor.module.css';

/** The axes along which the pictures of a batch differ, and what their product comes to. */
export function AxesEditor() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const drafts = useAssist((state) => state.draft.axes);
  const isToCorrect = useAssist((state) => state.picturesMenu === 'to-correct');
  const { axes, template, loraNames } = useBatch();
  const [added, setAdded] = useState<number | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const free = freeSubjects(template, loraNames, drafts);
  const firstWrong = isToCorrect ? axes.rows.find(({ problem }) => problem !== null)?.draft.id : undefined;
  const [next] = free;

  function add(subject: AxisSubject): void {
    const id = 1 + Math.max(0, ...drafts.map((each) => each.id));
    assist.change({ axes: [...drafts, { id, subject, text: '' }] });
    setAdded(id);
  }

  function replace(axis: AxisDraft): void {
    assist.change({ axes: drafts.map((each) => (each.id === axis.id ? axis : each)) });
  }

  function remove(id: number): void {
    assist.change({ axes: drafts.filter((each) => each.id !== id) });
    addButton.current?.focus();
  }

  return (
    <>
      {drafts.length === 0 ? <p className={classes.soft}>{t('axes.none')}</p> : null}
      <ul className={classes.list} aria-label={t('axes.list')}>
        {axes.rows.map((row, place) => (
          <AxisField
            key={row.draft.id}
            row={row}
            subjects={freeSubjects(
              template,
              loraNames,
              drafts.filter(({ id }) => id !== row.draft.id),
            )}
            isToCorrect={isToCorrect}
            isFirst={firstWrong === undefined ? place === 0 : row.draft.id === firstWrong}
            isNew={row.draft.id === added}
            onChange={replace}
            onRemove={() => remove(row.draft.id)}
          />
        ))}
      </ul>
      <Button
        ref={addButton}
        className={classes.add ?? ''}
        size="xs"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={next === undefined}
        data-action="add-axis"
        onClick={() => (next === undefined ? undefined : add(next))}
      >
        {t('axes.add')}
      </Button>
      <AxesTotal />
    </>
  );
}
