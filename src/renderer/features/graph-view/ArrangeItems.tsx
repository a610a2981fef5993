import { Menu } from '@mantine/core';
import {
  IconBoxMultiple,
  IconLayoutAlignLeft,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconLayoutGrid,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import type { CellKey } from '../../../shared/base/index.ts';
import { useStudio } from '../../studio/index.ts';
import type { GraphLayout } from './graph-layout.ts';

export interface ArrangeItemsProps {
  layout: GraphLayout;
  cells: readonly CellKey[];
  isReadOnly: boolean;
}

const alignments = [
  { request: 'alignLeft', name: 'left', icon: IconLayoutAlignLeft, needs: 2 },
  { request: 'alignTop', name: 'top', icon: IconLayoutAlignTop, needs: 2 },
  { request: 'spreadAcross', name: 'across', icon: IconLayoutDistributeHorizontal, needs: 3 },
  { request: 'spreadDown', name: 'down', icon: IconLayoutDistributeVertical, needs: 3 },
] as const;

/** Where the cells stand on the canvas. */
export function ArrangeItems({ layout, cells, isReadOnly }: ArrangeItemsProps) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const canMove = !isReadOnly && layout.lanesBy === 'unit';
  const isMoved = cells.some((key) => layout.byKey.get(key)?.isMoved === true);
  return (
    <>
      <Menu.Item
        leftSection={<IconBoxMultiple size={16} />}
        rightSection={<CommandChord command="group" />}
        disabled={isReadOnly}
        data-action="group"
        onClick={() => view.askGraph('group')}
      >
        {t('wiring.menu.group')}
      </Menu.Item>
      {alignments
        .filter(({ needs }) => cells.length >= needs)
        .map(({ request, name, icon: AlignIcon }) => (
          <Menu.Item
            key={request}
            leftSection={<AlignIcon size={16} />}
            disabled={!canMove}
            data-action={request}
            onClick={() => view.askGraph(request)}
          >
            {`${t('wiring.menu.align')}: ${t(`wiring.align.${name}`)}`}
          </Menu.Item>
        ))}
      {isMoved ? (
        <Menu.Item
          leftSection={<IconLayoutGrid size={16} />}
          disabled={!canMove}
          onClick={() => view.askGraph('resetPositions')}
        >
          {t('wiring.menu.resetSelected')}
        </Menu.Item>
      ) : null}
    </>
  );
}
