import { useEffect, useState } from 'react';
import classes from './Picture.module.css';

export interface PictureProps {
  source: string;
  label: string;
  /** Decorative where the text beside it says the same. */
  isDecorative?: boolean;
  /** Below the fold: load when it comes near. */
  isLazy?: boolean;
}

/** Pauses before a picture that did not load is asked for again, in milliseconds; the last one repeats. */
const pausesMs = [1_000, 2_000, 5_000, 15_000];

/** A picture that fills its frame without being cropped. Small pictures are enlarged smoothly. */
export function Picture(props: PictureProps) {
  // Another source is another picture, with its own attempts; the image element stays, so that previews do not flicker.
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);
  const hasFailed = failed === props.source;

  // While the host is away pictures cannot load, and an <img> never tries again by itself.
  useEffect(() => {
    if (!hasFailed) return undefined;
    const pause = pausesMs[Math.min(attempt, pausesMs.length - 1)];
    const timer = setTimeout(() => {
      setAttempt((count) => count + 1);
      setFailed(null);
    }, pause);
    return () => clearTimeout(timer);
  }, [hasFailed, attempt]);

  return <LoadingImage key={attempt} {...props} onFailed={() => setFailed(props.source)} />;
}

function LoadingImage({ source, label, isDecorative, isLazy, onFailed }: PictureProps & { onFailed: () => void }) {
  const [isLoaded, setIsLoaded] = useState(false);
  return (
    <img
      src={source}
      alt={isDecorative === true ? '' : label}
      className={classes.picture}
      data-loaded={isLoaded}
      decoding="async"
      loading={isLazy === true ? 'lazy' : 'eager'}
      draggable={false}
      onLoad={() => setIsLoaded(true)}
      onError={onFailed}
    />
  );
}
