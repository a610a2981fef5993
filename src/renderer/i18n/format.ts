/** Moment as date and time in the reader's language and zone. */
export function formatMoment(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** Duration as seconds with one decimal below ten seconds. */
export function formatSeconds(milliseconds: number, language: string): string {
  const digits = milliseconds < 10_000 ? 1 : 0;
  const format = { style: 'unit', unit: 'second', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, format).format(milliseconds / 1000);
}

/** Running time as `m:ss`. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Size with a decimal unit, up to gigabytes. */
export function formatBytes(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1000, 'kilobyte']
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, 'megabyte']
        : [bytes / 1_000_000_000, 'gigabyte'];
  const digits = value < 10 || unit === 'gigabyte' ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}

/** How long ago something was, in words: "now", "12 seconds ago", "3 hours ago". */
export function formatAgo(milliseconds: number, language: string): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (seconds < 60) return words.format(-seconds, 'second');
  if (seconds < 3_600) return words.format(-Math.floor(seconds / 60), 'minute');
  return words.format(-Math.floor(seconds / 3_600), 'hour');
}

/** Rough duration: seconds below a minute and a half, minutes below two hours, then hours. Never less than a second. */
export function formatDuration(milliseconds: number, language: string): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const [value, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 7_200
        ? [Math.round(seconds / 60), 'minute']
        : [Math.round(seconds / 360) / 10, 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}
