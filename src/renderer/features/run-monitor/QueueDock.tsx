import { IconLayoutBottombar, IconLayoutSidebarRight, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useStudio, useView, type DockSide } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { QueueBody } from './QueueBody.tsx';
import classes from './Queue.module.css';

/** The queue beside the page, at the right or at the bottom; nothing unless it is open at this side. */
export function QueueDock({ side }: { side: DockSide }) {
  const isHere = useView((state) => state.queue === side);
  return isHere ? <QueuePanel side={side} /> : null;
}

function QueuePanel({ side }: { side: DockSide }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // Whoever opens it by key goes on there, and comes back to where they were.
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  const other = side === 'right' ? 'bottom' : 'right';
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={classes.panel}
      aria-label={t('queue.title')}
      data-dialog="queue"
      data-dock={side}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        view.toggleQueue(false);
      }}
    >
      <header className={classes.head}>
        <h2 className={classes.heading}>{t('queue.title')}</h2>
        <IconAction
          label={t(`queue.dock.${other}`)}
          icon={
            other === 'bottom' ? (
              <IconLayoutBottombar size={18} stroke={1.75} />
            ) : (
              <IconLayoutSidebarRight size={18} stroke={1.75} />
            )
          }
          data-action="dock"
          onClick={() => view.dockQueue(other)}
        />
        <IconAction
          label={t('common.close')}
          hint={<CommandChord command="queue" />}
          icon={<IconX size={18} stroke={1.75} />}
          data-action="close-queue"
          onClick={() => view.toggleQueue(false)}
        />
      </header>
      <div className={classes.body}>
        <QueueBody />
      </div>
    </aside>
  );
}
