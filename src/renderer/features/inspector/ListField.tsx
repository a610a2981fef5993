import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './field-control-props.ts';
import { ListEntry } from './ListEntry.tsx';
import classes from './ListField.module.css';

/** Several texts or files: each can be changed, moved and taken away. A new one counts once it says something. */
export function ListField(props: ControlProps<'list'>) {
  const { id, cell, name, field, describedBy, isDisabled, control, onCommit } = props;
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const entries = Array.isArray(field.value) && !field.isMixed ? field.value.map(String) : [];
  const send = (next: readonly string[]): Promise<boolean> => onCommit(next.length === 0 ? undefined : [...next]);
  const rows = isAdding ? [...entries, ''] : entries;

  async function change(at: number, text: string): Promise<boolean> {
    if (text.trim() === '') return false;
    const taken = await send(rows.map((each, index) => (index === at ? text : each)));
    if (taken && at === entries.length) setAdding(false);
    return taken;
  }

  function remove(at: number): void {
    if (at === entries.length) setAdding(false);
    else void send(entries.filter((_, index) => index !== at));
  }

  function move(at: number, by: 1 | -1): void {
    const next = [...entries];
    next.splice(at + by, 0, ...next.splice(at, 1));
    void send(next);
  }

  return (
    <div className={classes.list} id={id} role="group" aria-label={name} aria-describedby={describedBy}>
      {field.isMixed ? <p className={classes.mixed}>{t('form.mixed')}</p> : null}
      {rows.map((entry, at) => (
        // An entry is what stands at this place: its text may change while it is typed.
        <div key={at} className={classes.row}>
          <div className={classes.entry}>
            <ListEntry
              label={t('form.list.entry', { parameter: name, number: at + 1 })}
              cell={cell}
              text={entry}
              control={control}
              isDisabled={isDisabled}
              onChange={(text) => change(at, text)}
            />
          </div>
          <ActionIcon
            size="md"
            aria-label={t('form.list.up', { number: at + 1 })}
            disabled={isDisabled || at === 0 || at >= entries.length}
            onClick={() => move(at, -1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            size="md"
            aria-label={t('form.list.down', { number: at + 1 })}
            disabled={isDisabled || at >= entries.length - 1}
            onClick={() => move(at, 1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            size="md"
            aria-label={t('form.list.remove', { number: at + 1 })}
            disabled={isDisabled}
            onClick={() => remove(at)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        className={classes.add ?? ''}
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={isDisabled || isAdding || (control.most !== null && entries.length >= control.most)}
        data-action="add-entry"
        onClick={() => setAdding(true)}
      >
        {t(control.isFiles ? 'form.list.addFile' : 'form.list.add')}
      </Button>
    </div>
  );
}
