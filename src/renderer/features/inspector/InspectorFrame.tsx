import { CloseButton, ScrollArea } from '@mantine/core';
import { IconLayoutSidebarRightCollapse } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio, useView } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { ResizeHandle } from './ResizeHandle.tsx';
import classes from './Inspector.module.css';

export interface InspectorFrameProps {
  /** What is shown: each kind stays where it was scrolled to. */
  kind: 'cell' | 'cells' | 'unit' | 'layer' | 'document';
  /** Address of what is shown, for tests and styles. */
  of: string;
  label: string;
  title: ReactNode;
  /** Below the title: state, badges. */
  marks?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The panel itself: its head, its edge that can be dragged, and what it holds, scrolled to where it was. */
export function InspectorFrame({ kind, of, label, title, marks, onClose, children }: InspectorFrameProps) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const widthPx = useView((state) => state.inspectorWidthPx);
  const viewport = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);

  useLayoutEffect(() => {
    if (viewport.current !== null) viewport.current.scrollTop = inspector.getState().scroll[kind] ?? 0;
  }, [inspector, kind]);

  return (
    <aside
      ref={panel}
      className={classes.panel}
      {...(widthPx === null ? {} : { style: { width: widthPx } })}
      aria-label={label}
      data-inspector={of}
      data-kind={kind}
    >
      <ResizeHandle panel={panel} />
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>{title}</h2>
          {marks === undefined ? null : <div className={classes.marks}>{marks}</div>}
        </div>
        <div className={classes.actions}>
          <IconAction
            icon={<IconLayoutSidebarRightCollapse size={18} />}
            label={t('form.panel.collapse')}
            onClick={() => inspector.toggle()}
          />
          <CloseButton aria-label={t('inspector.close')} onClick={onClose} />
        </div>
      </header>
      <ScrollArea
        className={classes.scroll}
        type="auto"
        viewportRef={viewport}
        viewportProps={{ tabIndex: -1 }}
        onScrollPositionChange={({ y }) => inspector.leaveScroll(kind, y)}
      >
        <div className={classes.body}>{children}</div>
      </ScrollArea>
    </aside>
  );
}
