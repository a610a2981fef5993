import { Menu } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconArrowsExchange,
  IconCopy,
  IconListNumbers,
  IconLock,
  IconPencil,
  IconTrash,
  IconVolumeOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerName } from '../../../shared/base/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { EditItem, MoveItems, SwitchItem } from './EditItems.tsx';
import { useMatrixActions } from './use-matrix-actions.ts';

export interface LayerItemsProps {
  layer: LayerName;
  children: ReactNode;
  onRename: () => void;
  onSwitch: () => void;
}

/** The items of a column's menu; mounted with the open menu only, so that closed ones follow nothing. */
export function LayerItems({ layer: name, children, onRename, onSwitch }: LayerItemsProps) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const actions = useMatrixActions();
  const index = matrix?.layers.findIndex((each) => each.name === name) ?? -1;
  const layer = matrix?.layers[index];
  if (matrix === null || layer === undefined) return null;
  const isLocked = layer.locked ?? false;
  const isMuted = layer.muted ?? false;
  return (
    <>
      {children}
      <Menu.Item
        leftSection={<IconAdjustmentsHorizontal size={16} />}
        data-action="inspect"
        onClick={() => inspector.inspect({ kind: 'layer', layer: name })}
      >
        {t('form.layer.inspect')}
      </Menu.Item>
      <EditItem icon={IconPencil} onClick={onRename}>
        {t('structure.rename')}
      </EditItem>
      <EditItem icon={IconArrowsExchange} onClick={onSwitch}>
        {t('structure.switchModel')}
      </EditItem>
      <EditItem icon={IconCopy} onClick={() => void actions.duplicateLayer(name)}>
        {t('structure.duplicate')}
      </EditItem>
      <Menu.Divider />
      <MoveItems
        axis="column"
        index={index}
        count={matrix.layers.length}
        onMove={(to) => void actions.moveLayer(name, to)}
      />
      <Menu.Divider />
      <SwitchItem
        icon={IconLock}
        isOn={isLocked}
        onClick={() => void actions.setLayer(name, { locked: isLocked ? null : true })}
      >
        {t('structure.lockLayer')}
      </SwitchItem>
      <SwitchItem
        icon={IconVolumeOff}
        isOn={isMuted}
        onClick={() => void actions.setLayer(name, { muted: isMuted ? null : true })}
      >
        {t('columns.muteLayer')}
      </SwitchItem>
      <SwitchItem
        icon={IconListNumbers}
        isOn={!layer.parallel_inference}
        onClick={() => void actions.setLayer(name, { parallel_inference: !layer.parallel_inference })}
      >
        {t('structure.oneByOne')}
      </SwitchItem>
      <Menu.Divider />
      <EditItem icon={IconTrash} isDangerous onClick={() => void actions.removeLayer(name)}>
        {t('structure.removeLayer')}
      </EditItem>
    </>
  );
}
