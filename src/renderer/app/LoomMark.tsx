import classes from './LoomMark.module.css';

/** Two threads over two threads. Decorative: the window's title names the program. */
export function LoomMark() {
  return (
    <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" className={classes.ground} />
      <path
        d="M11 7v7.5M11 21v4M21 7v4M21 17.5v7.5M7 11h10.5M24.5 11H25M7 21h.5M14.5 21H25"
        className={classes.thread}
      />
    </svg>
  );
}
