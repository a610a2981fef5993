import { Button, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, usePart, useStudio, useView } from '../../studio/index.ts';
import { partText } from './part-text.ts';
import classes from './RunBar.module.css';

/** Says that the run button runs less than everything; pressing it takes everything again. */
export function PartChip() {
  const { t } = useTranslation();
  const { parts } = useStudio();
  const part = usePart((state) => state.part);
  const layers = useDocument((state) => state.document?.matrix.layers.length ?? 0);
  const units = useDocument((state) => state.document?.matrix.units.length ?? 0);
  const selected = useView((state) => state.selection.size);
  if (part.kind === 'all') return null;
  const text = partText(part, { layers, units, selected }, t);
  return (
    <Tooltip label={t('launch.picker.whole', { part: text })}>
      <Button
        variant="light"
        className={classes.chip ?? ''}
        data-action="part-chip"
        rightSection={<IconX size={14} aria-hidden />}
        aria-label={t('launch.picker.whole', { part: text })}
        onClick={() => parts.choose({ kind: 'all' })}
      >
        {text}
      </Button>
    </Tooltip>
  );
}

/** How many cells of the part cannot run; pressing it says why. */
export function BlockedMark() {
  const { t } = useTranslation();
  const { launch } = useStudio();
  const count = usePart((state) => state.plan?.totals.blocked ?? 0);
  if (count === 0) return null;
  const label = t('launch.picker.blocked', { count });
  return (
    <Tooltip label={label}>
      <Button
        variant="subtle"
        className={classes.blocked ?? ''}
        data-action="blocked"
        aria-label={label}
        leftSection={<IconAlertTriangle size={16} aria-hidden />}
        onClick={() => void launch.review()}
      >
        {count}
      </Button>
    </Tooltip>
  );
}
