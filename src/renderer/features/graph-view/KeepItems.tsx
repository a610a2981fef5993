import { Menu } from '@mantine/core';
import { IconEyeOff, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord, muteSelected } from '../../commands/index.ts';
import type { CellKey } from '../../../shared/base/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';

/** Whether the cells are made at all. */
export function KeepItems({ cells, isReadOnly }: { cells: readonly CellKey[]; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const areMuted = useDocument((state) => state.cells.every((cell) => !cells.includes(cell.key) || cell.muted));
  return (
    <>
      <Menu.Item
        leftSection={<IconEyeOff size={16} />}
        rightSection={<CommandChord command="mute" />}
        disabled={isReadOnly}
        data-action="mute"
        onClick={() => muteSelected(studio, t)}
      >
        {t(areMuted ? 'wiring.menu.unmute' : 'wiring.menu.mute')}
      </Menu.Item>
      <Menu.Item
        color="red"
        leftSection={<IconTrash size={16} />}
        rightSection={<CommandChord command="delete" />}
        disabled={isReadOnly}
        data-action="leave-out"
        onClick={() => studio.view.askGraph('delete')}
      >
        {t('wiring.menu.leaveOut')}
      </Menu.Item>
    </>
  );
}
