import { IconAlertTriangle, IconCheck, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { useLaneCounts } from './use-lane-counts.ts';
import classes from './LaneNode.module.css';

/** How many cells of a lane are done, out of date and failed. */
export function LaneCounts({ cells }: { cells: readonly CellKey[] }) {
  const { t } = useTranslation();
  const counts = useLaneCounts(cells);
  return (
    <div className={classes.counts} role="img" aria-label={t('graph.counts', { ...counts })} data-lane-counts>
      <span data-kind={counts.done === counts.all ? 'done' : 'rest'}>
        <IconCheck size={14} />
        {counts.done}/{counts.all}
      </span>
      {counts.stale === 0 ? null : (
        <span data-kind="stale">
          <IconHistory size={14} />
          {counts.stale}
        </span>
      )}
      {counts.failed === 0 ? null : (
        <span data-kind="failed">
          <IconAlertTriangle size={14} />
          {counts.failed}
        </span>
      )}
    </div>
  );
}
