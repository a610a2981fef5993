import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../../shared/base/index.ts';
import { CanvasItems } from './CanvasItems.tsx';
import { CellItems } from './CellItems.tsx';
import type { GraphLayout } from './graph-layout.ts';
import { GapItems } from './GapItems.tsx';
import { useGraphTools, useTool, type GraphMenuSubject } from './graph-tools.ts';
import { GroupItems } from './GroupItems.tsx';
import { InputItems } from './InputItems.tsx';
import { ReferenceItems } from './ReferenceItems.tsx';
import { WireItems } from './WireItems.tsx';
import classes from './GraphMenu.module.css';

/** The one menu over the graph, at the pointer: for cells, a line, a group, the ground, or a wire that several parameters could take. */
export function GraphMenu({ layout }: { layout: GraphLayout }) {
  const { t } = useTranslation();
  const tools = useGraphTools();
  const menu = useTool((state) => state.menu);
  if (menu === null) return null;
  const { subject, at } = menu;
  return (
    <Menu
      // A new place is a new menu: the old one would stay where it was.
      key={`${at.x}:${at.y}:${subject.kind}`}
      opened
      onClose={() => tools.setState({ menu: null })}
      position="bottom-start"
      offset={2}
      withinPortal
    >
      <Menu.Target>
        <span className={classes.anchor} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown data-menu={subject.kind} aria-label={t('wiring.menuLabel')} className={classes.dropdown ?? ''}>
        <Items subject={subject} layout={layout} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Items({ subject, layout }: { subject: GraphMenuSubject; layout: GraphLayout }) {
  switch (subject.kind) {
    case 'cells':
      return <CellItems layout={layout} />;
    case 'reference':
      return <ReferenceItems reference={subject.reference} />;
    case 'group':
      return <GroupItems group={subject.group} />;
    case 'gap':
      return <GapItems cell={subject.cell} />;
    case 'canvas':
      return <CanvasItems />;
    case 'wire':
      return <WireItems {...subject} />;
    case 'input':
      return <InputItems {...subject} />;
    default:
      return assertNever(subject);
  }
}
