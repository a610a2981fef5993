import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import classes from './Film.module.css';

export interface FilmProps {
  source: string;
  label: string;
  /** A small silent loop to look at, or a player with a bar to search in. */
  mode: 'preview' | 'player';
  /** Decorative where the text beside it says the same. */
  isDecorative?: boolean;
}

/** Width on the screen in pixels below which a preview stands still: nobody sees it move, and many would run at once. */
const leastMovingWidth = 96;

/** A film that fills its frame without being cropped. It starts silent, and stands still where motion is not wanted. */
export function Film({ source, label, mode, isDecorative = false }: FilmProps) {
  const element = useRef<HTMLVideoElement>(null);
  const isStill = useReducedMotion();

  useEffect(() => {
    const video = element.current;
    if (video === null || isStill) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      const isSeen = entry?.isIntersecting === true && entry.boundingClientRect.width >= leastMovingWidth;
      if (isSeen) playQuietly(video);
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
      data-film={mode}
      aria-label={isDecorative ? undefined : label}
      aria-hidden={isDecorative}
      tabIndex={mode === 'preview' ? -1 : undefined}
      controls={mode === 'player'}
      muted
      loop
      playsInline
      disablePictureInPicture={mode === 'preview'}
      preload="metadata"
    />
  );
}

/** Plays unless the browser or a pause in the same moment says no, which is no failure. */
function playQuietly(video: HTMLVideoElement): void {
  video.play().catch((error: unknown) => {
    const isRefusal =
      error instanceof DOMException && ['AbortError', 'NotAllowedError', 'NotSupportedError'].includes(error.name);
    if (!isRefusal) throw error;
  });
}
