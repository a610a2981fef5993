import { ActionIcon } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { playQuietly } from './play-quietly.ts';
import { Waveform } from './Waveform.tsx';
import classes from './Sound.module.css';

export interface SoundProps {
  source: string;
  label: string;
  /** A tile has few bars and no place in the order of Tab: the cell it belongs to has one. */
  mode: 'tile' | 'player';
  /** Length in seconds where it is known before the file has been read. */
  seconds: number | null;
  words: { play: string; pause: string; position: string };
  clock: (seconds: number) => string;
}

/** How far an arrow key goes, in seconds. */
const stepSeconds = 1;
const barsOf = { tile: 40, player: 160 };

/** A sound as a waveform to listen to: a click or the arrow keys go to a place in it. */
export function Sound({ source, label, mode, seconds, words, clock }: SoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(seconds ?? 0);
  const tabIndex = mode === 'tile' ? -1 : 0;

  function goTo(second: number): void {
    if (audio.current === null) return;
    audio.current.currentTime = Math.min(length, Math.max(0, second));
    setAt(audio.current.currentTime);
  }

  function toggle(): void {
    if (audio.current === null) return;
    if (isPlaying) audio.current.pause();
    else playQuietly(audio.current);
  }

  function onPointerDown(event: PointerEvent): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    goTo(((event.clientX - left) / width) * length);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const goals: Record<string, number> = {
      ArrowRight: at + stepSeconds,
      ArrowUp: at + stepSeconds,
      ArrowLeft: at - stepSeconds,
      ArrowDown: at - stepSeconds,
      Home: 0,
      End: length,
    };
    const goal = goals[event.key];
    if (goal === undefined && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    if (goal === undefined) toggle();
    else goTo(goal);
  }

  return (
    <div className={classes.sound} data-sound={mode}>
      <audio
        ref={audio}
        src={source}
        preload="metadata"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget: { duration } }) => Number.isFinite(duration) && setLength(duration)}
      />
      <div
        role="slider"
        tabIndex={tabIndex}
        className={classes.wave}
        aria-label={`${label}: ${words.position}`}
        aria-valuemin={0}
        aria-valuemax={Math.round(length)}
        aria-valuenow={Math.round(at)}
        aria-valuetext={`${clock(at)} / ${clock(length)}`}
        onPointerDown={onPointerDown}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={onKeyDown}
      >
        <Waveform source={source} share={length > 0 ? at / length : 0} bars={barsOf[mode]} />
      </div>
      <div className={classes.foot}>
        <ActionIcon
          size={mode === 'tile' ? 'sm' : 'lg'}
          variant={mode === 'tile' ? 'subtle' : 'light'}
          tabIndex={tabIndex}
          aria-label={isPlaying ? words.pause : words.play}
          onClick={(event) => {
            event.stopPropagation();
            toggle();
          }}
        >
          {isPlaying ? <IconPlayerPauseFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
        </ActionIcon>
        <span className={classes.time}>{at === 0 ? clock(length) : `${clock(at)} / ${clock(length)}`}</span>
      </div>
    </div>
  );
}
