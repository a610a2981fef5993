import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { downloadText } from '../../ui/index.ts';
import { tableNameOf } from './file-names.ts';
import { RecentItems } from './RecentItems.tsx';

/** What can be done with the document as a file. */
export function FileMenu() {
  const { t } = useTranslation();
  const { documents, files } = useStudio();
  const document = useDocument((state) => state.document);
  const isOpen = document !== null;
  const canChange = document?.readOnly === null;

  async function exportAs(format: 'csv' | 'tsv'): Promise<void> {
    const text = await files.exportTable(format);
    if (text !== null && document !== null) downloadText(tableNameOf(document.file, format), text);
  }

  return (
    <Menu position="bottom-start" onOpen={() => void files.loadRecent()}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          data-action="file-menu"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('file.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => files.ask('new-document')}>{t('file.new')}</Menu.Item>
        <Menu.Item
          rightSection={<CommandChord command="openDocument" isDecorative />}
          onClick={() => files.ask('open-document')}
        >
          {t('file.open')}
        </Menu.Item>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('file.recent')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <RecentItems />
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        <Menu.Divider />
        <Menu.Item
          rightSection={<CommandChord command="save" isDecorative />}
          disabled={!canChange || !document.dirty}
          onClick={() => void documents.save()}
        >
          {t('file.save')}
        </Menu.Item>
        <Menu.Item
          rightSection={<CommandChord command="saveAs" isDecorative />}
          disabled={!isOpen || document.readOnly === 'newer-version'}
          onClick={() => files.ask('save-as')}
        >
          {t('file.saveAs')}
        </Menu.Item>
        <Menu.Item disabled={!canChange || !document.dirty} onClick={() => void documents.reload()}>
          {t('documents.revert')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={!canChange} onClick={() => files.ask('import-table')}>
          {t('file.import')}
        </Menu.Item>
        <Menu.Item disabled={!isOpen} onClick={() => void exportAs('csv')}>
          {t('file.exportCsv')}
        </Menu.Item>
        <Menu.Item disabled={!isOpen} onClick={() => void exportAs('tsv')}>
          {t('file.exportTsv')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={!isOpen} onClick={() => void files.close()}>
          {t('file.close')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
