import { Menu } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconCopy,
  IconLock,
  IconLockOpen,
  IconPencil,
  IconRestore,
  IconRowInsertBottom,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cellKeyOf, type UnitId } from '../../../shared/base/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { EditItem, MoveItems } from './EditItems.tsx';
import { useMatrixActions } from './use-matrix-actions.ts';

export interface UnitItemsProps {
  unit: UnitId;
  children: ReactNode;
  onRename: () => void;
}

/** The items of a row's menu; mounted with the open menu only, so that closed ones follow nothing. */
export function UnitItems({ unit: id, children, onRename }: UnitItemsProps) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const actions = useMatrixActions();
  const index = matrix?.units.findIndex((unit) => unit.id === id) ?? -1;
  if (matrix === null || index === -1) return null;
  const cells = matrix.layers.map((layer) => cellKeyOf(id, layer.name));
  return (
    <>
      {children}
      <Menu.Item
        leftSection={<IconAdjustmentsHorizontal size={16} />}
        data-action="inspect"
        onClick={() => inspector.inspect({ kind: 'unit', unit: id })}
      >
        {t('form.unit.inspect')}
      </Menu.Item>
      <EditItem icon={IconPencil} onClick={onRename}>
        {t('structure.rename')}
      </EditItem>
      <EditItem icon={IconRowInsertBottom} onClick={() => void actions.addUnit({ after: id })}>
        {t('structure.addUnitBelow')}
      </EditItem>
      <EditItem icon={IconCopy} onClick={() => void actions.duplicateUnit(id)}>
        {t('structure.duplicate')}
      </EditItem>
      <Menu.Divider />
      <MoveItems axis="row" index={index} count={matrix.units.length} onMove={(to) => void actions.moveUnit(id, to)} />
      <Menu.Divider />
      <EditItem icon={IconLock} onClick={() => void actions.lockCells(cells, true)}>
        {t('structure.lockCells')}
      </EditItem>
      <EditItem icon={IconLockOpen} onClick={() => void actions.lockCells(cells, false)}>
        {t('structure.unlockCells')}
      </EditItem>
      <EditItem icon={IconRestore} onClick={() => void actions.bringBackCells(cells)}>
        {t('structure.bringBackAll')}
      </EditItem>
      <Menu.Divider />
      <EditItem icon={IconTrash} isDangerous onClick={() => void actions.removeUnits([id])}>
        {t('structure.removeUnit')}
      </EditItem>
    </>
  );
}
