import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockPause,
  IconDownload,
  IconHelpCircle,
  IconHourglass,
  IconLoader2,
  IconPlayerSkipForward,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CellState } from '../../../shared/run/index.ts';
import classes from './StateChip.module.css';

const icons: Record<CellState, Icon> = {
  idle: IconCircleDashed,
  queued: IconHourglass,
  waiting: IconClockPause,
  running: IconLoader2,
  downloading: IconDownload,
  succeeded: IconCircleCheck,
  failed: IconCircleX,
  cancelled: IconBan,
  skipped: IconPlayerSkipForward,
  blocked: IconAlertTriangle,
  unknown: IconHelpCircle,
};

/** State of a cell by icon and word, never by colour alone. */
export function StateChip({ state }: { state: CellState }) {
  const { t } = useTranslation();
  const StateIcon = icons[state];
  return (
    <span className={classes.chip} data-tone={state}>
      <StateIcon size={14} stroke={2} className={classes.icon} aria-hidden />
      <span className={classes.word}>{t(`state.${state}`)}</span>
    </span>
  );
}
