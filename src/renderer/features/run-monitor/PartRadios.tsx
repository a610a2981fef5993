import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDocument, usePart, useRuns, useStudio, useView, type Part } from '../../studio/index.ts';
import { countUnfinished, scopeLabel } from './scope-choices.ts';
import { selectionText } from './part-text.ts';
import classes from './PartPicker.module.css';

interface PartOption {
  part: Part;
  label: string;
  isDisabled?: boolean;
}

/** One of the parts: everything, the selection, what is out of date or failed, and what lies around the selected cell. */
export function PartRadios() {
  const { t } = useTranslation();
  const { parts } = useStudio();
  const part = usePart((state) => state.part);
  const count = useView((state) => state.selection.size);
  const selectedKey = useView((state) => state.selected);
  const selected = useDocument((state) => state.cells.find((cell) => cell.key === selectedKey) ?? null);
  const failed = useRuns((state) => countUnfinished(state.cells.values()));
  const around: PartOption[] =
    selected === null
      ? []
      : (
          [
            { kind: 'unit', unit: selected.unit.id },
            { kind: 'layer', layer: selected.layer.name },
            { kind: 'from-cell', cell: selected.key },
            { kind: 'to-cell', cell: selected.key },
          ] as const
        ).map((each) => ({ part: each, label: scopeLabel(each, t) }));
  const options: PartOption[] = [
    { part: { kind: 'all' }, label: t('launch.picker.all') },
    { part: { kind: 'selection' }, label: selectionText(count, t), isDisabled: count === 0 },
    { part: { kind: 'stale' }, label: t('launch.picker.stale') },
    { part: { kind: 'failed' }, label: t('launch.picker.failed'), isDisabled: failed === 0 },
    ...around,
  ];
  const present = idOf(part.kind === 'without' ? { kind: 'all' } : part);
  const isListed = options.some((each) => idOf(each.part) === present);
  const kept: PartOption[] = isListed || part.kind === 'selection' ? [] : [{ part, label: scopeLabel(part, t) }];
  const all = [...options, ...kept];
  return (
    <Radio.Group
      aria-label={t('launch.picker.title')}
      value={present}
      onChange={(id) => {
        const chosen = all.find((each) => idOf(each.part) === id);
        if (chosen !== undefined) parts.choose(chosen.part);
      }}
    >
      <div className={classes.radios}>
        {all.map((each) => (
          <Radio
            key={idOf(each.part)}
            size="xs"
            value={idOf(each.part)}
            label={each.label}
            disabled={each.isDisabled === true && idOf(each.part) !== present}
            data-scope={each.part.kind}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

/** Stands for a part in the list. */
function idOf(part: Part): string {
  return JSON.stringify(part);
}
