import { Button } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconRepeat,
  IconRepeatOff,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatClock, useLanguage } from '../../i18n/index.ts';
import { IconAction } from '../../ui/index.ts';
import type { Films } from './use-films.ts';
import classes from './Stage.module.css';

/** Buttons of a film: play, one picture on or back, a place in it, its pace, again and again, its sound. */
export function FilmTransport({ films }: { films: Films }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const clock = `${formatClock(films.at * 1000)} / ${formatClock(films.length * 1000)}`;
  const speed = new Intl.NumberFormat(language).format(films.speed);
  return (
    <div className={classes.transport} role="toolbar" aria-label={t('cells.film')}>
      <IconAction
        label={t(films.isPlaying ? 'cells.pause' : 'cells.play')}
        icon={films.isPlaying ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        onClick={films.toggle}
      />
      <IconAction
        label={t('cells.frameBack')}
        hint=","
        icon={<IconPlayerTrackPrev size={18} />}
        onClick={() => films.step(-1)}
      />
      <IconAction
        label={t('cells.frameOn')}
        hint="."
        icon={<IconPlayerTrackNext size={18} />}
        onClick={() => films.step(1)}
      />
      <input
        type="range"
        className={classes.seek}
        aria-label={t('cells.position')}
        aria-valuetext={clock}
        min={0}
        max={films.length}
        step={0.01}
        value={films.at}
        onChange={(event) => films.goTo(Number(event.currentTarget.value))}
      />
      <span className={classes.clock}>{clock}</span>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={films.nextSpeed}
        aria-label={t('cells.speed', { speed })}
      >
        {speed}×
      </Button>
      <IconAction
        label={t(films.isLoop ? 'cells.loopOff' : 'cells.loopOn')}
        hint="L"
        icon={films.isLoop ? <IconRepeat size={18} /> : <IconRepeatOff size={18} />}
        onClick={films.toggleLoop}
      />
      <IconAction
        label={t(films.isMuted ? 'cells.soundOn' : 'cells.soundOff')}
        hint="M"
        icon={films.isMuted ? <IconVolumeOff size={18} /> : <IconVolume size={18} />}
        onClick={films.toggleSound}
      />
    </div>
  );
}
