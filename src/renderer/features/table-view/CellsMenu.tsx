import { Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconChevronDown,
  IconEye,
  IconEyeOff,
  IconLock,
  IconLockOpen,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMatrixActions } from '../matrix-actions/index.ts';
import { placesIn, type GridRange } from './grid-place.ts';
import { keyAt, type TableSource } from './table-values.ts';

export interface CellsMenuProps {
  source: TableSource;
  range: GridRange;
  isReadOnly: boolean;
  onClosed: () => void;
}

/** What can be done with the cells of the range, also with those that are left out. */
export function CellsMenu({ source, range, isReadOnly, onClosed }: CellsMenuProps) {
  const { t } = useTranslation();
  const actions = useMatrixActions();
  const hasLayers = source.frame.columns.slice(range.left, range.right + 1).some(({ kind }) => kind === 'layer');
  const cells = (): NonNullable<ReturnType<typeof keyAt>>[] =>
    placesIn(range)
      .map((place) => keyAt(source.frame, place))
      .filter((key) => key !== null);
  return (
    <Menu position="bottom-end" returnFocus={false} onExitTransitionEnd={onClosed}>
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          disabled={isReadOnly || !hasLayers || range.bottom < range.top}
          data-menu="cells"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('table.cells')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => void actions.resetCells(cells())}>
          {t('table.reset')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconVolumeOff size={16} />} onClick={() => void actions.muteCells(cells(), true)}>
          {t('table.mute')}
        </Menu.Item>
        <Menu.Item leftSection={<IconVolume size={16} />} onClick={() => void actions.muteCells(cells(), false)}>
          {t('table.unmute')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} />} onClick={() => void actions.lockCells(cells(), true)}>
          {t('table.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLockOpen size={16} />} onClick={() => void actions.lockCells(cells(), false)}>
          {t('table.unlock')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={() => void actions.leaveOutCells(cells())}>
          {t('table.leaveOut')}
        </Menu.Item>
        <Menu.Item leftSection={<IconEye size={16} />} onClick={() => void actions.bringBackCells(cells())}>
          {t('table.bringBack')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
