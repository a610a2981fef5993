import { useLayoutEffect, useRef } from 'react';
import classes from './Excerpt.module.css';

export interface LiveTextProps {
  /** The end of what has been written. */
  text: string;
  mode: 'preview' | 'full';
}

/** Pixels from the end within which a reader counts as following along. */
const followPx = 48;

/** A text while it is being written: its end stays in view, unless the reader has scrolled up. */
export function LiveText({ text, mode }: LiveTextProps) {
  const element = useRef<HTMLParagraphElement>(null);
  const isFollowing = useRef(true);
  useLayoutEffect(() => {
    if (element.current !== null && isFollowing.current) element.current.scrollTop = element.current.scrollHeight;
  }, [text]);
  return (
    <p
      ref={element}
      className={classes.text}
      data-excerpt={mode}
      data-live
      tabIndex={mode === 'full' ? 0 : undefined}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isFollowing.current = scrollHeight - scrollTop - clientHeight < followPx;
      }}
    >
      {text}
    </p>
  );
}
