import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useDocument, useStudio, useTabs } from '../../studio/index.ts';
import { DocumentTab } from './DocumentTab.tsx';
import { fileNameOf } from './file-names.ts';
import classes from './DocumentTabs.module.css';

/** The documents that are open side by side. Nothing stands here before the first was opened. */
export function DocumentTabs() {
  const { t } = useTranslation();
  const { files, tabs: store } = useStudio();
  const tabs = useTabs((state) => state.tabs);
  const shownId = useDocument((state) => state.document?.id);
  const isShownDirty = useDocument((state) => state.document?.dirty === true);
  const [dragged, setDragged] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shownId, tabs.length]);

  function dropOn(index: number): void {
    const tab = dragged === null ? undefined : tabs[dragged];
    if (tab !== undefined) store.move(tab.id, index);
    setDragged(null);
  }

  return (
    <div className={classes.strip} data-tabs={tabs.length}>
      <ul ref={list} className={classes.list} aria-label={t('documents.tabs')}>
        {tabs.map((tab, index) => (
          <DocumentTab
            key={tab.id}
            tab={tab}
            index={index}
            isShown={tab.id === shownId}
            isDropPlace={dragged !== null && dragged !== index}
            onDrag={setDragged}
            onDrop={dropOn}
          />
        ))}
      </ul>
      <Tooltip label={t('documents.newTab')}>
        <ActionIcon
          size="md"
          aria-label={t('documents.newTab')}
          data-action="new-tab"
          onClick={() => files.ask('new-document')}
        >
          <IconPlus size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.space} />
      {tabs.length > 1 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="md" aria-label={t('documents.tabMenu')} data-action="all-tabs">
              <IconChevronDown size={16} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu ?? ''}>
            {tabs.map((tab) => (
              <Menu.Item
                key={tab.id}
                fw={tab.id === shownId ? 600 : undefined}
                rightSection={
                  tab.dirty || (tab.id === shownId && isShownDirty) ? <span className={classes.dot} /> : null
                }
                onClick={() => void files.switchTo(tab.id)}
              >
                {tab.title ?? t('documents.untitled')}
                <span className={classes.menuFile}>{fileNameOf(tab.file)}</span>
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Label className={classes.keys ?? ''}>
              {t('shortcuts.commands.nextDocument')} <CommandChord command="nextDocument" isDecorative />
            </Menu.Label>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  );
}
