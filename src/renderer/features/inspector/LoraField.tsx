import { ActionIcon, Autocomplete, Button, NumberInput, Slider } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLoraNames } from '../../studio/index.ts';
import { useDraft } from '../../ui/index.ts';
import type { FieldControlProps } from './field-control-props.ts';
import { lorasIn, type FieldKind } from './field-kind.ts';
import classes from './LoraField.module.css';

type LoraControl = Extract<FieldKind, { kind: 'loras' }>;
interface Use {
  id: string;
  weight: number;
}

/** LoRAs of a cell: one row each, with its name and its weight. A new row counts once it has a name. */
export function LoraField(props: FieldControlProps & { control: LoraControl }) {
  const { id, model, field, describedBy, isDisabled, onCommit, control } = props;
  const { t } = useTranslation();
  const names = useLoraNames(model);
  const [isAdding, setAdding] = useState(false);
  const uses = lorasIn(field.value ?? []) ?? [];
  const send = (next: readonly Use[]): Promise<boolean> =>
    onCommit(next.length === 0 ? undefined : next.map((use) => ({ ...use })));
  const rows = isAdding ? [...uses, { id: '', weight: 1 }] : uses;
  const free = names.filter((name) => !uses.some((use) => use.id.toLowerCase() === name.toLowerCase()));
  return (
    <div className={classes.list} id={id} role="group" aria-describedby={describedBy}>
      {rows.map((use, at) => (
        <LoraRow
          // A row is the LoRA at this place: its name may change while it is typed.
          key={at}
          use={use}
          number={at + 1}
          names={use.id === '' ? free : [use.id, ...free]}
          control={control}
          isDisabled={isDisabled}
          onChange={async (next) => {
            const taken = await send(rows.map((each, index) => (index === at ? next : each)));
            if (taken && at === uses.length) setAdding(false);
            return taken;
          }}
          onRemove={() => {
            if (at === uses.length) setAdding(false);
            else void send(uses.filter((_, index) => index !== at));
          }}
        />
      ))}
      <Button
        className={classes.add ?? ''}
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={isDisabled || isAdding || uses.length >= control.most}
        data-action="add-lora"
        onClick={() => setAdding(true)}
      >
        {t('inspector.loras.add')}
      </Button>
    </div>
  );
}

interface LoraRowProps {
  use: Use;
  /** Place in the list, from 1. */
  number: number;
  names: readonly string[];
  control: LoraControl;
  isDisabled: boolean;
  onChange: (use: Use) => Promise<boolean>;
  onRemove: () => void;
}

/** What a slider offers; the number beside it takes more. */
const sliderRange = { low: -1, high: 2, step: 0.05 };

function LoraRow({ use, number, names, control, isDisabled, onChange, onRemove }: LoraRowProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const isNew = use.id === '';
  const name = useDraft(use.id, (text) =>
    text.trim() === '' ? Promise.resolve(false) : onChange({ ...use, id: text.trim() }),
  );
  const typed = useDraft(String(use.weight), (text) => {
    const weight = Number(text);
    return text.trim() === '' || !Number.isFinite(weight) ? Promise.resolve(false) : onChange({ ...use, weight });
  });
  return (
    <div className={classes.row} data-lora={use.id}>
      <div className={classes.head}>
        <Autocomplete
          className={classes.name ?? ''}
          aria-label={t('inspector.loras.name', { number })}
          placeholder={t('inspector.loras.placeholder')}
          data={[...names]}
          value={name.text}
          disabled={isDisabled}
          onChange={name.setText}
          onOptionSubmit={(chosen) => void onChange({ ...use, id: chosen })}
          onBlur={name.commit}
          onKeyDown={name.onKeyDown}
        />
        <NumberInput
          className={classes.weight ?? ''}
          aria-label={t('inspector.loras.weight', { number })}
          value={dragged ?? typed.text}
          min={control.minimum}
          max={control.maximum}
          step={0.1}
          decimalScale={3}
          disabled={isDisabled || isNew}
          onChange={(value) => typed.setText(String(value))}
          onBlur={typed.commit}
          onKeyDown={typed.onKeyDown}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('inspector.loras.remove', { number })}
          disabled={isDisabled}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <Slider
        size="sm"
        thumbLabel={t('inspector.loras.weight', { number })}
        min={Math.max(control.minimum, sliderRange.low)}
        max={Math.min(control.maximum, sliderRange.high)}
        step={sliderRange.step}
        label={null}
        value={dragged ?? use.weight}
        disabled={isDisabled || isNew}
        marks={[{ value: 0 }, { value: 1 }]}
        onChange={setDragged}
        onChangeEnd={(weight) => void onChange({ ...use, weight }).finally(() => setDragged(null))}
      />
    </div>
  );
}
