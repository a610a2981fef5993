import { ActionIcon } from '@mantine/core';
import { Panel, useReactFlow } from '@xyflow/react';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chord } from '../../commands/index.ts';
import { useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import classes from './GraphView.module.css';

/** Zoom and fit, in the corner beside the column headers, where at first nothing lies below. */
export function GraphControls() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <Panel position="top-left" className={classes.controls ?? ''}>
      <ActionIcon.Group aria-label={t('matrix.legend')} role="group">
        <IconAction
          label={t('matrix.zoomIn')}
          icon={<IconPlus size={18} />}
          variant="default"
          onClick={() => void zoomIn({ duration: 120 })}
        />
        <IconAction
          label={t('matrix.zoomOut')}
          icon={<IconMinus size={18} />}
          variant="default"
          onClick={() => void zoomOut({ duration: 120 })}
        />
        <IconAction
          label={t('matrix.fit')}
          hint={<Chord chord="f" />}
          icon={<IconArrowsMaximize size={16} />}
          variant="default"
          onClick={() => view.fit()}
        />
      </ActionIcon.Group>
    </Panel>
  );
}
