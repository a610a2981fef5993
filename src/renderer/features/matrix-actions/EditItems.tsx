import { Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../studio/index.ts';

export interface EditItemProps {
  icon?: TablerIcon;
  children: ReactNode;
  isDisabled?: boolean;
  /** It takes something away. */
  isDangerous?: boolean;
  action?: string;
  onClick: () => void;
}

function useIsReadOnly(): boolean {
  return useDocument((state) => state.document?.readOnly !== null);
}

/** An item of a menu that changes the document; it stays, but does nothing, in one that is only read. */
export function EditItem({ icon: Icon, children, isDisabled = false, isDangerous = false, ...item }: EditItemProps) {
  const isReadOnly = useIsReadOnly();
  return (
    <Menu.Item
      {...(isDangerous ? { color: 'red' } : {})}
      leftSection={Icon === undefined ? null : <Icon size={16} />}
      disabled={isReadOnly || isDisabled}
      data-action={item.action}
      onClick={item.onClick}
    >
      {children}
    </Menu.Item>
  );
}

/** An item that is on or off. */
export function SwitchItem({
  icon: Icon,
  children,
  isOn,
  onClick,
}: Pick<EditItemProps, 'icon' | 'children' | 'onClick'> & { isOn: boolean }) {
  const isReadOnly = useIsReadOnly();
  return (
    <Menu.CheckboxItem
      checked={isOn}
      closeMenuOnClick
      rightSection={Icon === undefined ? null : <Icon size={16} />}
      disabled={isReadOnly}
      onChange={onClick}
    >
      {children}
    </Menu.CheckboxItem>
  );
}

/** The two items that put a row or a column one place on. `index` is where it stands among `count`. */
export function MoveItems({
  axis,
  index,
  count,
  onMove,
}: {
  axis: 'row' | 'column';
  index: number;
  count: number;
  onMove: (index: number) => void;
}) {
  const { t } = useTranslation();
  const isRow = axis === 'row';
  return (
    <>
      <EditItem
        icon={isRow ? IconArrowUp : IconArrowLeft}
        isDisabled={index <= 0}
        onClick={() => onMove(index - 1)}
        action="move-back"
      >
        {t(isRow ? 'structure.moveUp' : 'structure.moveLeft')}
      </EditItem>
      <EditItem
        icon={isRow ? IconArrowDown : IconArrowRight}
        isDisabled={index >= count - 1}
        onClick={() => onMove(index + 1)}
        action="move-on"
      >
        {t(isRow ? 'structure.moveDown' : 'structure.moveRight')}
      </EditItem>
    </>
  );
}
