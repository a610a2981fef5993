import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { useDocument } from '../../studio/index.ts';
import { createInputsOf } from './cell-handles.ts';
import { useGraphTools } from './graph-tools.ts';
import { useAddSource } from './use-wiring.ts';

/** New layers that a cell could read: one item for each type that it takes in. */
export function SourceItems({ cell: key, isReadOnly }: { cell: CellKey; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const tools = useGraphTools();
  const addSource = useAddSource();
  const cell = useDocument((state) => state.cells.find((each) => each.key === key));
  const templates = useDocument((state) => state.templates);
  if (cell === undefined) return null;
  const at = tools.getState().menu?.at ?? { x: 0, y: 0 };
  return createInputsOf(templates)(cell.model).map(({ type }) => (
    <Menu.Item
      key={type}
      leftSection={<IconPlus size={16} />}
      disabled={isReadOnly}
      data-add-source={type}
      onClick={() => addSource(cell, type, at)}
    >
      {t(`wiring.menu.addSource.${type}`)}
    </Menu.Item>
  ));
}
