import { useLayoutEffect, useRef, type ReactNode } from 'react';
import classes from './Underlay.module.css';

/** Classes of a box that holds an underlay and a text field over it, and of the field itself. */
export const underlaid = { box: classes.box ?? '', input: classes.input ?? '' };

export interface UnderlayProps {
  /** Pixels that the field over it is scrolled by. */
  scrollTop: number;
  /** The letters of the field, some of them marked. */
  children: ReactNode;
}

/** The same letters as in a text field, unseen, at the same place: what is marked of them shows through the field. */
export function Underlay({ scrollTop, children }: UnderlayProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (element.current !== null) element.current.scrollTop = scrollTop;
  });
  return (
    <div ref={element} className={classes.letters} aria-hidden>
      {children}
      {/* A last empty line has a height in the field only. */}
      {'\n'}
    </div>
  );
}
