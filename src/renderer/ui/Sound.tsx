import classes from './Sound.module.css';

/** A sound with its player. */
export function Sound({ source, label }: { source: string; label: string }) {
  return (
    <div className={classes.frame}>
      <audio src={source} aria-label={label} className={classes.player} controls preload="metadata" />
    </div>
  );
}
