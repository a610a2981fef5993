import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../studio/index.ts';
import { PartActions } from './PartActions.tsx';
import { PartLayers } from './PartLayers.tsx';
import { PartRadios } from './PartRadios.tsx';
import { PartUnits } from './PartUnits.tsx';
import runBar from './RunBar.module.css';
import classes from './PartPicker.module.css';

/** The arrow beside the run button: which part of the matrix it runs, and what each layer adds to the price. */
export function PartPicker() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const hasCells = useDocument((state) => state.cells.length > 0);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={352} trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={runBar.arrow ?? ''}
          disabled={!hasCells}
          aria-label={t('launch.picker.title')}
          data-action="run-menu"
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconChevronDown size={16} aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''} aria-label={t('launch.picker.title')} data-dialog="part">
        <div className={classes.scroller}>
          <PartRadios />
          <PartLayers />
          <PartUnits />
        </div>
        <PartActions onClose={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
