import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../studio/index.ts';
import type { GapNodeType } from './layout-graph.ts';
import { useGapKeyboard } from './use-gap-keyboard.ts';
import { useBringBack } from './use-bring-back.ts';
import classes from './GapNode.module.css';

/** The place of a left-out cell: faint, so that what is made stands out, with the way to have it again. */
function PlainGapNode({ data: { gap } }: NodeProps<GapNodeType>) {
  const { t } = useTranslation();
  const bringBack = useBringBack();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const isOnlyWay = useDocument((state) => state.cells.length === 0);
  const keyboard = useGapKeyboard(gap);
  const [layer, unit] = [gap.layer.title ?? gap.layer.name, gap.unit.title ?? gap.unit.id];
  return (
    <div className={classes.gap} role="group" aria-label={t('canvas.gap', { layer, unit })} data-gap={gap.key}>
      <span className={classes.layer}>{layer}</span>
      <span className={classes.words}>{t('canvas.leftOut')}</span>
      <Button
        {...keyboard}
        className={`nopan ${classes.button ?? ''}`}
        size="compact-sm"
        variant="subtle"
        leftSection={<IconEye size={14} aria-hidden />}
        // The arrow keys lead here from the cells beside it.
        tabIndex={isOnlyWay ? 0 : -1}
        disabled={isReadOnly}
        aria-label={t('canvas.bringBackNamed', { cell: gap.key })}
        data-action="bring-back"
        onClick={() => void bringBack(gap.key)}
      >
        {t('canvas.bringBack')}
      </Button>
    </div>
  );
}

export const GapNode = memo(PlainGapNode);
