import { IconStarFilled } from '@tabler/icons-react';
import classes from './Stars.module.css';

/** A rating to look at: one star and the number. Draws nothing for 0. */
export function Stars({ value, label }: { value: number; label: string }) {
  if (value === 0) return null;
  return (
    <span className={classes.stars} role="img" aria-label={label}>
      <IconStarFilled size={12} aria-hidden />
      <span aria-hidden>{value}</span>
    </span>
  );
}
