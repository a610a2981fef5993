import type { CostPeriod } from '../../shared/contract/index.ts';

/** A day of the calendar, `2026-11-21`. */
export type CalendarDate = string;

/** Offsets of time zones change at whole quarters of an hour, so all moments of one lie on the same day. */
export const quarterHourMs = 15 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The time zone that this machine is set to. */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The day on which a moment (milliseconds since 1970) lies in a time zone. */
export function dateOf(ms: number, timeZone: string): CalendarDate {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${(parts.year ?? '').padStart(4, '0')}-${parts.month ?? ''}-${parts.day ?? ''}`;
}

/** First day of the period that a day belongs to; a week begins on Monday. */
export function firstDayOf(date: CalendarDate, period: CostPeriod): CalendarDate {
  switch (period) {
    case 'day':
      return date;
    case 'week': {
      const day = new Date(`${date}T00:00:00Z`);
      return daysAfter(date, -((day.getUTCDay() + 6) % 7));
    }
    case 'month':
      return `${date.slice(0, 8)}01`;
  }
}

/** The day so many days later; negative: earlier. */
export function daysAfter(date: CalendarDate, days: number): CalendarDate {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/**
 * The first moment (milliseconds since 1970) of a day in a time zone. Searched for and not calculated: where clocks go
 * forward at midnight, the day begins at one o'clock, and some days were left out altogether.
 */
export function startOf(date: CalendarDate, timeZone: string): number {
  const middle = Date.parse(`${date}T00:00:00Z`);
  // No place is farther than 15 hours from UTC.
  let before = middle - 16 * 3_600_000;
  let after = middle + 16 * 3_600_000;
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (dateOf(between, timeZone) < date) before = between;
    else after = between;
  }
  return after;
}

/** First day and first moment of the period in which a moment lies. */
export function periodAt(ms: number, period: CostPeriod, timeZone: string): { from: CalendarDate; startMs: number } {
  const from = firstDayOf(dateOf(ms, timeZone), period);
  return { from, startMs: startOf(from, timeZone) };
}
