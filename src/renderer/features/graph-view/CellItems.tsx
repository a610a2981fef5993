import { Menu } from '@mantine/core';
import { IconPlayerPlay, IconPlus, IconRouteSquare } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { ArrangeItems } from './ArrangeItems.tsx';
import { ConnectItems } from './ConnectItems.tsx';
import type { GraphLayout } from './graph-layout.ts';
import { KeepItems } from './KeepItems.tsx';
import { SourceItems } from './SourceItems.tsx';

/** What can be done with the selected cells. */
export function CellItems({ layout }: { layout: GraphLayout }) {
  const { t } = useTranslation();
  const { view, launch } = useStudio();
  const selection = useView((state) => state.selection);
  const selected = useView((state) => state.selected);
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const cells = [...selection];
  const isOne = cells.length === 1;
  if (selected === null) return null;
  return (
    <>
      <Menu.Label>{isOne ? selected : t('wiring.menu.cells', { count: cells.length })}</Menu.Label>
      <Menu.Item
        leftSection={<IconPlayerPlay size={16} />}
        onClick={() => void launch.launch({ scope: { kind: 'cells', cells } })}
      >
        {t(isOne ? 'wiring.menu.run' : 'wiring.menu.runMany')}
      </Menu.Item>
      {isOne ? (
        <>
          <Menu.Item
            leftSection={<IconRouteSquare size={16} />}
            onClick={() => void launch.launch({ scope: { kind: 'to-cell', cell: selected } })}
          >
            {t('wiring.menu.runTo')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={16} />}
            disabled={isReadOnly}
            onClick={() => view.open({ kind: 'add-layer', source: selected })}
          >
            {t('wiring.menu.addReader')}
          </Menu.Item>
          <SourceItems cell={selected} isReadOnly={isReadOnly} />
        </>
      ) : null}
      <ConnectItems cells={cells} isReadOnly={isReadOnly} />
      <Menu.Divider />
      <ArrangeItems layout={layout} cells={cells} isReadOnly={isReadOnly} />
      <Menu.Divider />
      <KeepItems cells={cells} isReadOnly={isReadOnly} />
    </>
  );
}
