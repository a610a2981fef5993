import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerName } from '../../../shared/base/index.ts';
import { useDocument } from '../../studio/index.ts';
import { SwitchModelDialog } from '../switch-model/index.ts';
import { LayerItems } from './LayerItems.tsx';
import { NameDialog } from './NameDialog.tsx';
import { useMatrixActions } from './use-matrix-actions.ts';

export interface LayerMenuProps {
  layer: LayerName;
  /** Further items of the view it stands in. */
  children?: ReactNode;
  /** Where another element is the tab stop. */
  tabIndex?: number;
  /** Where the keyboard goes when the menu closes; its button when absent. */
  onClosed?: () => void;
}

/** The button of a column, and what can be done with it. */
export function LayerMenu({ layer: name, children, tabIndex, onClosed }: LayerMenuProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'name' | 'model' | null>(null);
  const title = useDocument((state) => state.document?.matrix.layers.find((each) => each.name === name)?.title ?? '');
  const actions = useMatrixActions();
  return (
    <>
      <Menu
        position="bottom-start"
        withinPortal
        {...(onClosed === undefined
          ? {}
          : { returnFocus: false, onExitTransitionEnd: () => dialog !== null || onClosed() })}
      >
        <Menu.Target>
          <ActionIcon
            size="sm"
            className="nodrag nopan"
            aria-label={t('structure.layerMenu', { name: title === '' ? name : title })}
            data-menu={name}
            {...(tabIndex === undefined ? {} : { tabIndex })}
          >
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <LayerItems layer={name} onRename={() => setDialog('name')} onSwitch={() => setDialog('model')}>
            {children}
          </LayerItems>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'name' ? (
        <NameDialog
          title={t('structure.renameLayer')}
          label={t('structure.title')}
          description={t('structure.layerTitleHint', { name: `layers.${name}` })}
          initial={title}
          action={t('structure.doRename')}
          onSubmit={(next) => actions.renameLayer(name, next)}
          onClose={() => {
            setDialog(null);
            onClosed?.();
          }}
        />
      ) : null}
      {dialog === 'model' ? (
        <SwitchModelDialog
          target={{ layer: name, unit: null }}
          onClose={() => {
            setDialog(null);
            onClosed?.();
          }}
        />
      ) : null}
    </>
  );
}
