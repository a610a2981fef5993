import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import classes from './Film.module.css';
import { playQuietly } from './play-quietly.ts';

export interface FilmProps {
  source: string;
  label: string;
  /** A still to wind through with the mouse, or a player with a bar to search in. */
  mode: 'preview' | 'player';
  /** Decorative where the text beside it says the same. */
  isDecorative?: boolean;
}

/** Pause of the mouse after which a film that is wound plays on from there, in milliseconds. */
const restMs = 400;

/** A film that fills its frame without being cropped. */
export function Film({ source, label, mode, isDecorative = false }: FilmProps) {
  if (mode === 'player') return <FilmPlayer source={source} label={label} />;
  return <FilmPreview source={source} label={label} isDecorative={isDecorative} />;
}

/** Plays silently as long as it is seen, and stands still where motion is not wanted. */
function FilmPlayer({ source, label }: Pick<FilmProps, 'source' | 'label'>) {
  const element = useRef<HTMLVideoElement>(null);
  const isStill = useReducedMotion();
  useEffect(() => {
    const video = element.current;
    if (video === null || isStill) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) playQuietly(video);
      else video.pause();
    });
    observer.observe(video);
    return () => observer.disconnect();
  }, [isStill, source]);
  return (
    <video
      ref={element}
      src={source}
      className={classes.film}
      data-film="player"
      aria-label={label}
      controls
      muted
      loop
      playsInline
      preload="metadata"
    />
  );
}

/**
 * Its first picture; the mouse winds through it from left to right, and where it rests the film plays on silently, unless
 * less motion is wanted.
 */
function FilmPreview({ source, label, isDecorative }: Required<Omit<FilmProps, 'mode'>>) {
  const element = useRef<HTMLVideoElement>(null);
  const isStill = useReducedMotion();
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => () => clearTimeout(rest.current), []);

  function wind({ currentTarget, clientX }: PointerEvent): void {
    const video = element.current;
    if (video === null || !Number.isFinite(video.duration)) return;
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = Math.min(1, Math.max(0, (clientX - left) / width));
    video.pause();
    video.currentTime = at * video.duration;
    setShare(at);
    clearTimeout(rest.current);
    if (!isStill) rest.current = setTimeout(() => playQuietly(video), restMs);
  }

  function leave(): void {
    clearTimeout(rest.current);
    setShare(null);
    if (element.current === null) return;
    element.current.pause();
    element.current.currentTime = 0;
  }

  return (
    <div className={classes.frame} onPointerMove={wind} onPointerLeave={leave} data-scrub={share ?? undefined}>
      <video
        ref={element}
        src={source}
        className={classes.film}
        data-film="preview"
        aria-label={isDecorative ? undefined : label}
        aria-hidden={isDecorative}
        tabIndex={-1}
        muted
        loop
        playsInline
        disablePictureInPicture
        preload="metadata"
        onTimeUpdate={({ currentTarget: { currentTime, duration } }) => {
          setShare((before) => (before === null || !(duration > 0) ? before : currentTime / duration));
        }}
      />
      {share === null ? null : (
        <span className={classes.track} aria-hidden>
          <span className={classes.played} style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </div>
  );
}
