import { ColorSwatch, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPencil, IconSquareCheck, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { groupColors } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { useGraphTools } from './graph-tools.ts';
import { groupColor } from './group-color.ts';
import { useGroupActions } from './use-group-actions.ts';
import classes from './GraphMenu.module.css';

/** What can be done with a group: its name, its colour, its cells. */
export function GroupItems({ group: id }: { group: string }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const tools = useGraphTools();
  const actions = useGroupActions();
  const group = useDocument((state) => state.document?.matrix.view?.groups?.find((each) => each.id === id));
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  if (group === undefined) return null;
  return (
    <>
      <Menu.Label>{t('wiring.group.menu', { name: group.name })}</Menu.Label>
      <Menu.Item
        leftSection={<IconPencil size={16} />}
        disabled={isReadOnly}
        onClick={() => tools.setState({ renaming: id, menu: null })}
      >
        {t('wiring.group.rename')}
      </Menu.Item>
      <Menu.Item leftSection={<IconSquareCheck size={16} />} onClick={() => view.selectMany(group.cells)}>
        {t('wiring.group.select')}
      </Menu.Item>
      <Menu.Label>{t('wiring.group.color')}</Menu.Label>
      <div className={classes.swatches} role="group" aria-label={t('wiring.group.color')}>
        {groupColors.map((color) => (
          <Tooltip key={color} label={t(`wiring.group.colors.${color}`)}>
            <UnstyledButton
              role="menuitemradio"
              aria-checked={color === group.color}
              aria-label={t(`wiring.group.colors.${color}`)}
              disabled={isReadOnly}
              data-color={color}
              onClick={() => {
                void actions.recolor(group, color);
                tools.setState({ menu: null });
              }}
            >
              <ColorSwatch component="span" size={20} color={groupColor(color)} withShadow={false}>
                {color === group.color ? <IconCheck size={14} color="var(--telar-surface)" aria-hidden /> : null}
              </ColorSwatch>
            </UnstyledButton>
          </Tooltip>
        ))}
      </div>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconTrash size={16} />}
        disabled={isReadOnly}
        onClick={() => void actions.ungroup(group)}
      >
        {t('wiring.menu.ungroup')}
      </Menu.Item>
    </>
  );
}
