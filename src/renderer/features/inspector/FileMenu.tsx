import { ActionIcon, Menu } from '@mantine/core';
import { IconFolderOpen, IconLibraryPhoto, IconLink, IconUpload, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import { suggestReferences, type MatrixCell } from '../../../shared/matrix/index.ts';
import { cellsBelow } from '../../../shared/plan/index.ts';
import { useStudio } from '../../studio/index.ts';

export interface FileMenuProps {
  cell: MatrixCell;
  types: readonly AssetType[];
  isDisabled: boolean;
  isFilled: boolean;
  onChoose: () => void;
  onPickTake: () => void;
  onReference: (placeholder: string) => void;
  onClear: () => void;
}

const maxCells = 8;

/** Where a file can come from. */
export function FileMenu(props: FileMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t('form.file.menu')} disabled={props.isDisabled} data-action="file">
          <IconFolderOpen size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUpload size={16} />} onClick={props.onChoose}>
          {t('form.file.choose')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLibraryPhoto size={16} />} onClick={props.onPickTake}>
          {t('form.file.fromGallery')}
        </Menu.Item>
        <CellItems {...props} />
        {props.isFilled ? (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconX size={16} />} onClick={props.onClear}>
              {t('form.file.clear')}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The nearest cells that make such a file; drawn, and so looked up, only while the menu is open. */
function CellItems({ cell, types, onReference }: FileMenuProps) {
  const { t } = useTranslation();
  const { document, planned } = useStudio().documents.getState();
  if (document === null) return null;
  const waiting = cellsBelow(cell.key, planned.values());
  const references = suggestReferences(document.matrix, cell, '', { kind: 'file', types }, waiting).filter((name) =>
    name.endsWith('.path'),
  );
  if (references.length === 0) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('form.file.fromCell')}</Menu.Label>
      {references.slice(0, maxCells).map((name) => (
        <Menu.Item key={name} leftSection={<IconLink size={16} />} onClick={() => onReference(`{{${name}}}`)}>
          {name.replace(/\.path$/, '')}
        </Menu.Item>
      ))}
    </>
  );
}
