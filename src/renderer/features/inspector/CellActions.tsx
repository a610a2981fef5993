import { Button } from '@mantine/core';
import { IconEyeOff, IconLock, IconLockOpen, IconPlayerPlay, IconVolumeOff, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { leaveOut, switchCells, type CellSwitch } from './cell-edits.ts';
import classes from './CellsInspector.module.css';

/** What can be done with all selected cells at once, each as one step. */
export function CellActions({ cells }: { cells: readonly MatrixCell[] }) {
  const { t } = useTranslation();
  const { documents, launch, view } = useStudio();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const name = t('form.cells', { count: cells.length });
  const isLocked = cells.every(({ locked }) => locked);
  const isMuted = cells.every(({ muted }) => muted);

  function turn(which: CellSwitch, isOn: boolean): void {
    const label = t(`form.edit.${which}.${isOn ? 'on' : 'off'}`, { cell: name });
    void documents.edit(switchCells(cells, which, isOn), { label });
  }

  async function removeAll(): Promise<void> {
    if (await documents.edit(leaveOut(cells), { label: t('form.edit.leaveOut', { cell: name }) })) view.select(null);
  }

  return (
    <div className={classes.actions} role="group" aria-label={t('form.actions')}>
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={16} />}
        onClick={() => void launch.launch({ scope: { kind: 'cells', cells: cells.map(({ key }) => key) } })}
      >
        {t('form.run', { count: cells.length })}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={isLocked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
        disabled={isReadOnly}
        data-action="lock"
        onClick={() => turn('locked', !isLocked)}
      >
        {t(isLocked ? 'form.unlock' : 'form.lock')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={isMuted ? <IconVolume size={16} /> : <IconVolumeOff size={16} />}
        disabled={isReadOnly}
        data-action="mute"
        onClick={() => turn('muted', !isMuted)}
      >
        {t(isMuted ? 'form.unmute' : 'form.mute')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEyeOff size={16} />}
        disabled={isReadOnly}
        data-action="leave-out"
        onClick={() => void removeAll()}
      >
        {t('form.leaveOut')}
      </Button>
    </div>
  );
}
