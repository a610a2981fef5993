import { Menu } from '@mantine/core';
import { IconBinaryTree, IconLayoutGrid, IconPlus, IconRowInsertBottom, IconSquareCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { useMatrixActions } from '../matrix-actions/index.ts';

/** What can be done on empty ground. */
export function CanvasItems() {
  const { t } = useTranslation();
  const { view, documents } = useStudio();
  const actions = useMatrixActions();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const isByUnit = useDocument((state) => state.document?.matrix.view?.lanes !== 'layer');
  const isMoved = useDocument(
    (state) => Object.keys(state.document?.matrix.view?.positions ?? {}).length > 0 && isByUnit,
  );
  return (
    <>
      <Menu.Item
        leftSection={<IconPlus size={16} />}
        rightSection={<CommandChord command="addLayer" />}
        disabled={isReadOnly}
        onClick={() => view.open({ kind: 'add-layer', source: null })}
      >
        {t('wiring.addLayer')}…
      </Menu.Item>
      <Menu.Item
        leftSection={<IconRowInsertBottom size={16} />}
        disabled={isReadOnly}
        onClick={() => void actions.addUnit()}
      >
        {t('wiring.menu.addUnit')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconSquareCheck size={16} />}
        rightSection={<CommandChord command="selectAll" />}
        onClick={() => view.selectMany(documents.getState().cells.map(({ key }) => key))}
      >
        {t('wiring.menu.selectAll')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBinaryTree size={16} />}
        rightSection={<CommandChord command="arrange" />}
        disabled={isReadOnly || !isByUnit}
        onClick={() => view.askGraph('arrange')}
      >
        {t('wiring.menu.autoLayout')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconLayoutGrid size={16} />}
        disabled={isReadOnly || !isMoved}
        onClick={() => view.askGraph('resetPositions')}
      >
        {t('wiring.menu.resetPositions')}
      </Menu.Item>
    </>
  );
}
