import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unitVariables } from '../../../shared/matrix/index.ts';
import { useDocument } from '../../studio/index.ts';
import { EditItem, MoveItems, NameDialog, useMatrixActions } from '../matrix-actions/index.ts';
import { useVariableCheck } from './use-variable-check.ts';

/** The menu of a column of variables. */
export function VariableMenu({
  name,
  children,
  onClosed,
}: {
  name: string;
  children: ReactNode;
  onClosed: () => void;
}) {
  const { t } = useTranslation();
  const actions = useMatrixActions();
  const check = useVariableCheck();
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Menu position="bottom-start" returnFocus={false} onExitTransitionEnd={() => isNaming || onClosed()}>
        <Menu.Target>
          <ActionIcon size="sm" tabIndex={-1} aria-label={t('table.variableMenu', { name })} data-menu={name}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {children}
          <Menu.Divider />
          <EditItem icon={IconPencil} onClick={() => setNaming(true)}>
            {t('structure.rename')}
          </EditItem>
          <VariableMoves name={name} />
          <Menu.Divider />
          <EditItem icon={IconTrash} isDangerous onClick={() => void actions.removeVariable(name)}>
            {t('table.removeVariable')}
          </EditItem>
        </Menu.Dropdown>
      </Menu>
      {isNaming ? (
        <NameDialog
          title={t('table.renameVariable')}
          label={t('table.variableName')}
          description={t('table.renameVariableHint', { placeholder: `{{unit.vars.${name}}}` })}
          initial={name}
          maxLength={64}
          action={t('structure.doRename')}
          check={check}
          onSubmit={(next) => actions.renameVariable(name, next)}
          onClose={() => {
            setNaming(false);
            onClosed();
          }}
        />
      ) : null}
    </>
  );
}

/** Mounted with the open menu only. */
function VariableMoves({ name }: { name: string }) {
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const actions = useMatrixActions();
  const names = matrix === null ? [] : unitVariables(matrix);
  return (
    <MoveItems
      axis="column"
      index={names.indexOf(name)}
      count={names.length}
      onMove={(to) => void actions.moveVariable(name, to)}
    />
  );
}
