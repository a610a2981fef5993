import { formatBytes, useLanguage } from '../../i18n/index.ts';
import classes from './MemoryBar.module.css';
import type { MemoryPartKind } from './memory-parts.ts';

export interface MemoryBarProps {
  label: string;
  parts: readonly { kind: MemoryPartKind; name: string; bytes: number; share: number }[];
  /** Where the budget ends, as a share of the bar from its left. */
  budget: { share: number; text: string } | null;
  notes: readonly string[];
}

/** Memory as one bar with a legend; the legend says all that the bar shows. */
export function MemoryBar({ label, parts, budget, notes }: MemoryBarProps) {
  const language = useLanguage();
  return (
    <div className={classes.memory}>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ kind, share }) => (
          <div key={kind} className={classes.part} data-part={kind} style={{ width: `${share * 100}%` }} />
        ))}
        {budget === null ? null : <div className={classes.budget} style={{ left: `${budget.share * 100}%` }} />}
      </div>
      <ul className={classes.legend} aria-label={label}>
        {parts.map(({ kind, name, bytes }) => (
          <li key={kind} className={classes.item} data-memory={kind} data-bytes={bytes}>
            <span className={classes.swatch} data-part={kind} aria-hidden />
            {name} <strong>{formatBytes(bytes, language)}</strong>
          </li>
        ))}
        {budget === null ? null : (
          <li className={classes.item} data-memory="budget">
            <span className={classes.tick} aria-hidden />
            {budget.text}
          </li>
        )}
      </ul>
      <p className={classes.notes}>{notes.join(' · ')}</p>
    </div>
  );
}
