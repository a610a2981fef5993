import { useState } from 'react';
import classes from './Picture.module.css';

export interface PictureProps {
  source: string;
  label: string;
  /** Decorative where the text beside it says the same. */
  isDecorative?: boolean;
  /** Below the fold: load when it comes near. */
  isLazy?: boolean;
}

/** A picture that fills its frame without being cropped. Small pictures are enlarged smoothly. */
export function Picture({ source, label, isDecorative = false, isLazy = false }: PictureProps) {
  const [loaded, setLoaded] = useState<string | null>(null);
  return (
    <img
      src={source}
      alt={isDecorative ? '' : label}
      className={classes.picture}
      data-loaded={loaded !== null}
      decoding="async"
      loading={isLazy ? 'lazy' : 'eager'}
      draggable={false}
      onLoad={() => setLoaded(source)}
    />
  );
}
