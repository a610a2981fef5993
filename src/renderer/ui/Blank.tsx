import type { ReactNode } from 'react';
import classes from './Blank.module.css';

export interface BlankProps {
  icon: ReactNode;
  title: string;
  hint?: string;
  /** A button or two: what to do next. */
  children?: ReactNode;
  /** Announced at once: something went wrong. */
  isAlert?: boolean;
}

/** What stands where there is nothing to show: why, and what to do next. */
export function Blank({ icon, title, hint, children, isAlert = false }: BlankProps) {
  return (
    <div className={classes.blank} role={isAlert ? 'alert' : undefined}>
      <div className={classes.icon} data-alert={isAlert} aria-hidden>
        {icon}
      </div>
      <h2 className={classes.title}>{title}</h2>
      {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
      {children}
    </div>
  );
}
