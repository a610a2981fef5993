import { Tooltip } from '@mantine/core';
import { IconLock, IconX } from '@tabler/icons-react';
import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentTab as Tab } from '../../../shared/contract/index.ts';
import { useStudio, useTabs } from '../../studio/index.ts';
import { useIsDirty } from './use-is-dirty.ts';
import classes from './DocumentTabs.module.css';

export interface DocumentTabProps {
  tab: Tab;
  index: number;
  isShown: boolean;
  /** Another tab is being dragged and may be put here. */
  isDropPlace: boolean;
  onDrag: (index: number | null) => void;
  onDrop: (index: number) => void;
}

/** One open document. A press of the wheel closes it; Ctrl+Shift+arrow moves it; Delete closes it. */
export function DocumentTab({ tab, index, isShown, isDropPlace, onDrag, onDrop }: DocumentTabProps) {
  const { t } = useTranslation();
  const { files, tabs, view } = useStudio();
  const share = useTabs((state) => state.running.get(tab.id) ?? null);
  const isDirty = useIsDirty(tab);
  const title = tab.title ?? t('documents.untitled');

  function show(): void {
    if (view.getState().page !== 'matrix') view.go('matrix');
    void files.switchTo(tab.id);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0 && event.ctrlKey && event.shiftKey) tabs.move(tab.id, Math.max(0, index + step));
    else if (step !== 0) focusTab(event.currentTarget, step);
    else if (event.key === 'Delete') void files.close(tab.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onAuxClick(event: MouseEvent): void {
    if (event.button === 1) void files.close(tab.id);
  }

  return (
    <li
      className={classes.tab}
      data-tab={tab.id}
      data-shown={isShown}
      onAuxClick={onAuxClick}
      onMouseDown={(event) => {
        // The wheel closes a tab; it must not start to scroll.
        if (event.button === 1) event.preventDefault();
      }}
      onDragOver={(event: DragEvent) => {
        if (isDropPlace) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!isDropPlace) return;
        event.preventDefault();
        onDrop(index);
      }}
    >
      <Tooltip label={tab.file}>
        <button
          type="button"
          className={classes.name}
          data-tab-name
          aria-current={isShown}
          draggable
          onClick={show}
          onKeyDown={onKeyDown}
          onDragStart={() => onDrag(index)}
          onDragEnd={() => onDrag(null)}
        >
          {tab.readOnly === null ? null : (
            <IconLock size={14} role="img" aria-label={t('documents.tabReadOnly')} className={classes.lock} />
          )}
          <span className={classes.title}>{title}</span>
          {isDirty ? (
            <span className={classes.dot} role="img" aria-label={t('topBar.unsaved')} data-dirty="true" />
          ) : null}
        </button>
      </Tooltip>
      <button
        type="button"
        className={classes.close}
        aria-label={t('documents.closeTab', { title })}
        onClick={() => void files.close(tab.id)}
      >
        <IconX size={14} stroke={2} aria-hidden />
      </button>
      {share === null ? null : (
        <progress
          className={classes.progress}
          value={share}
          aria-label={t('documents.tabRunning', { percent: Math.round(share * 100) })}
        />
      )}
    </li>
  );
}

function focusTab(from: HTMLElement, step: number): void {
  const all = [...(from.closest('ul')?.querySelectorAll<HTMLElement>('[data-tab-name]') ?? [])];
  all[(all.indexOf(from) + step + all.length) % all.length]?.focus();
}
