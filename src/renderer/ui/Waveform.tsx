import { usePeaks } from './sound-peaks.ts';
import { peakCount } from './peaks.ts';
import classes from './Waveform.module.css';

/** Height of the drawing in its own units; silence still has a line. */
const height = 100;
const least = 3;

/** A sound as bars, the played share of it in colour. */
export function Waveform({ source, share, bars }: { source: string; share: number; bars: number }) {
  const peaks = usePeaks(source);
  const shown = peaks === null ? null : thin(peaks, bars);
  return (
    <svg
      className={classes.wave}
      viewBox={`0 0 ${bars} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
      data-waveform={shown === null ? 'none' : 'ready'}
    >
      {Array.from({ length: bars }, (_, index) => {
        const size = Math.max(least, (shown?.[index] ?? 0) * height);
        return (
          <rect
            key={index}
            x={index + 0.2}
            y={(height - size) / 2}
            width={0.6}
            height={size}
            data-played={(index + 0.5) / bars <= share}
          />
        );
      })}
    </svg>
  );
}

/** Fewer bars of the same sound: the loudest of those that fall together. */
function thin(peaks: readonly number[], bars: number): number[] {
  const shown = new Array<number>(bars).fill(0);
  peaks.forEach((peak, index) => {
    const bar = Math.min(bars - 1, Math.floor((index * bars) / peakCount));
    shown[bar] = Math.max(shown[bar] ?? 0, peak);
  });
  return shown;
}
