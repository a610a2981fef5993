import { ActionIcon } from '@mantine/core';
import { Panel, useReactFlow } from '@xyflow/react';
import { IconArrowsMaximize, IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useStudio, useView } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { glide } from './glide.ts';
import { LanesSwitch } from './LanesSwitch.tsx';
import classes from './GraphView.module.css';

/** Zoom, fit and lanes, in the corner beside the column headers, where at first nothing lies below. */
export function GraphControls() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const { zoomIn, zoomOut } = useReactFlow();
  const hasSelection = useView((state) => state.selection.size > 0);
  return (
    <Panel position="top-left" className={classes.controls ?? ''}>
      <ActionIcon.Group aria-label={t('matrix.legend')} role="group">
        <IconAction
          label={t('matrix.zoomIn')}
          icon={<IconPlus size={18} />}
          variant="default"
          onClick={() => void zoomIn(glide(120))}
        />
        <IconAction
          label={t('matrix.zoomOut')}
          icon={<IconMinus size={18} />}
          variant="default"
          onClick={() => void zoomOut(glide(120))}
        />
        <IconAction
          label={t('matrix.fit')}
          hint={<CommandChord command="fit" />}
          icon={<IconArrowsMaximize size={16} />}
          variant="default"
          onClick={() => view.fit()}
        />
        <IconAction
          label={t('graph.fitSelection')}
          hint={<CommandChord command="fitSelection" />}
          icon={<IconFocusCentered size={18} />}
          variant="default"
          disabled={!hasSelection}
          onClick={() => view.fit('selection')}
        />
      </ActionIcon.Group>
      <LanesSwitch />
    </Panel>
  );
}
