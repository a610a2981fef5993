import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellGroup } from '../../../shared/matrix/index.ts';
import { useDocument } from '../../studio/index.ts';
import type { Box, GraphLayout } from './graph-layout.ts';
import { useGraphTools, useTool } from './graph-tools.ts';
import { groupColor } from './group-color.ts';
import { GroupNameField } from './GroupNameField.tsx';
import { useGroupDrag } from './use-group-drag.ts';
import classes from './GroupFrame.module.css';

/** Pixels of a frame's width from which there is room for its name. */
const leastNamed = 72;

export interface GroupFrameProps {
  group: CellGroup;
  box: Box;
  layout: GraphLayout;
  /** How many times larger than at zoom 1 its line and name are. */
  larger: number;
}

/** The frame of a group and its name: dragged it moves the cells, a double click renames it, a right click has the rest. */
export function GroupFrame({ group, box, layout, larger }: GroupFrameProps) {
  const { t } = useTranslation();
  const tools = useGraphTools();
  const isRenaming = useTool((state) => state.renaming === group.id);
  const isEditable = useDocument((state) => state.document?.readOnly === null);
  const drag = useGroupDrag(group, layout, isEditable && layout.lanesBy === 'unit');
  const { x, y, width, height } = box;

  const look: CSSProperties & Record<'--larger', number> = { color: groupColor(group.color), '--larger': larger };

  function openMenu(at: { x: number; y: number }): void {
    tools.setState({ menu: { subject: { kind: 'group', group: group.id }, at } });
  }

  return (
    <div
      className={classes.frame}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height, ...look }}
      data-group={group.id}
      data-color={group.color}
      data-small={width < leastNamed * larger}
    >
      {isRenaming && isEditable ? (
        <GroupNameField group={group} />
      ) : (
        <button
          type="button"
          className={`nopan nodrag ${classes.name ?? ''}`}
          aria-label={t('wiring.group.frame', { name: group.name, count: group.cells.length })}
          aria-haspopup="menu"
          {...drag}
          onClick={(event) => {
            // By keyboard: the pointer drags, and has the right button.
            if (event.detail !== 0) return;
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            openMenu({ x: left, y: bottom });
          }}
          onDoubleClick={(event) => {
            event.stopPropagation();
            if (isEditable) tools.setState({ renaming: group.id });
          }}
          onContextMenu={(event) => {
            event.preventDefault();
            event.stopPropagation();
            openMenu({ x: event.clientX, y: event.clientY });
          }}
        >
          <span className={classes.letters}>{group.name}</span>
        </button>
      )}
    </div>
  );
}
