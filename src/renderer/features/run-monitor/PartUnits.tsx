import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import { leftOut, useDocument, usePart, useStudio } from '../../studio/index.ts';
import { PartTick } from './PartTick.tsx';
import { usePartSums } from './use-part-sums.ts';
import classes from './PartPicker.module.css';

const unitOf = (cell: PlannedCell): string => cell.unit;

/** Units that are listed at once; the others are found by name. */
const listed = 40;
/** From here on a field to find them helps. */
const many = 12;

/** The units with their prices; one without its tick is not run. */
export function PartUnits() {
  const { t } = useTranslation();
  const { parts } = useStudio();
  const [search, setSearch] = useState('');
  const units = useDocument((state) => state.document?.matrix.units) ?? [];
  const part = usePart((state) => state.part);
  const sums = usePartSums(unitOf);
  const out = new Set(leftOut(part).units);
  const isWhole = part.kind === 'all' || part.kind === 'without';
  const wanted = search.trim().toLowerCase();
  const found = units.filter(({ id, title }) => `${title ?? ''} ${id}`.toLowerCase().includes(wanted));
  return (
    <section>
      <h3 className={classes.title}>{t('launch.picker.units')}</h3>
      {units.length <= many ? null : (
        <TextInput
          size="xs"
          mb="xs"
          aria-label={t('launch.picker.findUnit')}
          placeholder={t('launch.picker.findUnit')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className={classes.ticks} data-part="units">
        {found.slice(0, listed).map((unit) => (
          <PartTick
            key={unit.id}
            label={unit.title ?? unit.id}
            isIn={isWhole && !out.has(unit.id)}
            isDisabled={!isWhole}
            sum={isWhole ? (out.has(unit.id) ? sums.whole : sums.inPart).get(unit.id) : undefined}
            onChange={(isIn) => parts.tickUnit(unit.id, isIn)}
          />
        ))}
      </ul>
      {found.length > listed ? (
        <p className={classes.more}>{t('queue.more', { count: found.length - listed })}</p>
      ) : null}
    </section>
  );
}
