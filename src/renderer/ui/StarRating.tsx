import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useRef, type KeyboardEvent } from 'react';
import classes from './StarRating.module.css';

const allStars = [1, 2, 3, 4, 5] as const;

const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

export interface StarRatingProps {
  /** 0 = not rated. */
  value: number;
  label: string;
  /** Name of one choice, such as "3 stars". */
  nameOf: (stars: number) => string;
  onChange: (stars: number) => void;
  /** Whether Tab stops here; off for all but one item of a long list. */
  isTabStop?: boolean;
}

/** Five stars as a radio group. Choosing the present value again takes the rating back. */
export function StarRating({ value, label, nameOf, onChange, isTabStop = true }: StarRatingProps) {
  const group = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(5, Math.max(1, value + step));
    if (next !== value) onChange(next);
    group.current?.querySelectorAll('button')[next - 1]?.focus();
  }

  return (
    <div ref={group} role="radiogroup" aria-label={label} className={classes.group} onKeyDown={onKeyDown}>
      {allStars.map((stars) => {
        const isOn = stars <= value;
        const Icon = isOn ? IconStarFilled : IconStar;
        const isStop = isTabStop && stars === Math.max(1, value);
        return (
          <button
            key={stars}
            type="button"
            role="radio"
            aria-checked={stars === value}
            aria-label={nameOf(stars)}
            tabIndex={isStop ? 0 : -1}
            className={classes.star}
            data-on={isOn}
            onClick={(event) => {
              event.stopPropagation();
              onChange(stars === value ? 0 : stars);
            }}
          >
            <Icon size={16} stroke={1.5} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}
