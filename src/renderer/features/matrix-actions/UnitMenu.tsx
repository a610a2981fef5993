import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitId } from '../../../shared/base/index.ts';
import { useDocument } from '../../studio/index.ts';
import { NameDialog } from './NameDialog.tsx';
import { UnitItems } from './UnitItems.tsx';
import { useMatrixActions } from './use-matrix-actions.ts';

export interface UnitMenuProps {
  unit: UnitId;
  /** Further items of the view it stands in. */
  children?: ReactNode;
  /** Where another element is the tab stop. */
  tabIndex?: number;
  /** Where the keyboard goes when the menu closes; its button when absent. */
  onClosed?: () => void;
}

/** The button of a row, and what can be done with it. */
export function UnitMenu({ unit: id, children, tabIndex, onClosed }: UnitMenuProps) {
  const { t } = useTranslation();
  const [isNaming, setNaming] = useState(false);
  const title = useDocument((state) => state.document?.matrix.units.find((unit) => unit.id === id)?.title ?? '');
  const actions = useMatrixActions();
  const name = title === '' ? id : title;
  return (
    <>
      <Menu
        position="bottom-start"
        withinPortal
        {...(onClosed === undefined ? {} : { returnFocus: false, onExitTransitionEnd: () => isNaming || onClosed() })}
      >
        <Menu.Target>
          <ActionIcon
            size="sm"
            className="nodrag nopan"
            aria-label={t('structure.unitMenu', { name })}
            data-menu={id}
            {...(tabIndex === undefined ? {} : { tabIndex })}
          >
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <UnitItems unit={id} onRename={() => setNaming(true)}>
            {children}
          </UnitItems>
        </Menu.Dropdown>
      </Menu>
      {isNaming ? (
        <NameDialog
          title={t('structure.renameUnit')}
          label={t('structure.title')}
          description={t('structure.unitTitleHint', { id })}
          initial={title}
          action={t('structure.doRename')}
          onSubmit={(next) => actions.renameUnit(id, next)}
          onClose={() => {
            setNaming(false);
            onClosed?.();
          }}
        />
      ) : null}
    </>
  );
}
