import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isInspectorOpen, useInspector, useStudio, useView } from '../../studio/index.ts';
import { ViewSwitch } from './ViewSwitch.tsx';
import classes from './MatrixPage.module.css';

/** Above the matrix: the switch of the views and the tools of the one that is shown. */
export function MatrixBar({ onSlot }: { onSlot: (slot: HTMLDivElement | null) => void }) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const isOpen = useView(isInspectorOpen);
  const isCellsPlace = useView((state) => state.matrixView === 'table' || state.selected !== null);
  const isInspecting = useInspector((state) => state.inspected !== null);
  const isShown = isOpen && (isCellsPlace || isInspecting);
  return (
    <div className={classes.bar}>
      <ViewSwitch />
      <div className={classes.tools} ref={onSlot} />
      <Tooltip label={t('table.inspector')}>
        <ActionIcon
          aria-label={t('table.inspector')}
          aria-pressed={isShown}
          variant={isShown ? 'light' : 'subtle'}
          size="md"
          data-action="inspector"
          onClick={() => inspector.toggle()}
        >
          <IconLayoutSidebarRight size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
