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

/** File size with a decimal unit. */
export function formatBytes(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}
