import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, daysAfter, firstDayOf, periodAt, startOf } from './calendar.ts';

describe('the first moment of a day', () => {
  it.each([
    ['an ordinary day', '2026-11-21', 'Europe/Madrid', '2026-11-20T23:00:00Z'],
    ['the day on which summer time begins', '2026-03-29', 'Europe/Madrid', '2026-03-28T23:00:00Z'],
    ['the day after', '2026-03-30', 'Europe/Madrid', '2026-03-29T22:00:00Z'],
    ['the day on which it ends', '2026-10-25', 'Europe/Madrid', '2026-10-24T22:00:00Z'],
    ['the day after that', '2026-10-26', 'Europe/Madrid', '2026-10-25T23:00:00Z'],
    ['clocks that go forward at midnight', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['clocks that go back at midnight', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00Z'],
    ['a day that was left out', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['half an hour', '2026-06-01', 'Asia/Kolkata', '2026-05-31T18:30:00Z'],
    ['three quarters of an hour', '2026-06-01', 'Asia/Kathmandu', '2026-05-31T18:15:00Z'],
    ['the farthest east', '2026-06-01', 'Pacific/Kiritimati', '2026-05-31T10:00:00Z'],
    ['the farthest west', '2026-06-01', 'Etc/GMT+12', '2026-06-01T12:00:00Z'],
  ])('%s', (_name, date, zone, expected) => {
    expect(new Date(startOf(date, zone)).toISOString()).toBe(expected.replace('Z', '.000Z'));
  });

  it('lies on that day, and the moment before it on another', () => {
    const zones = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Beirut', 'UTC'];
    const moments = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (ms, zone) => {
        const date = dateOf(ms, zone);
        const start = startOf(date, zone);
        expect(start).toBeLessThanOrEqual(ms);
        expect([dateOf(start, zone), dateOf(start - 1, zone) < date]).toEqual([date, true]);
      }),
    );
  });
});

it.each([
  ['2026-11-21', 'day', '2026-11-21'],
  ['2026-11-21', 'week', '2026-11-16'],
  ['2026-11-16', 'week', '2026-11-16'],
  ['2026-11-15', 'week', '2026-11-09'],
  ['2027-01-01', 'week', '2026-12-28'],
  ['2028-02-29', 'month', '2028-02-01'],
] as const)('%s belongs to the %s of %s', (date, period, expected) => {
  expect(firstDayOf(date, period)).toBe(expected);
});

it('counts days over the end of a month and of a year', () => {
  expect([daysAfter('2028-02-28', 1), daysAfter('2026-01-01', -1)]).toEqual(['2028-02-29', '2025-12-31']);
});

it('the same moment is another day, week and month elsewhere', () => {
  const moment = Date.parse('2026-05-31T23:30:00Z');
  const places = ['America/Los_Angeles', 'UTC', 'Asia/Tokyo'].map((zone) =>
    (['day', 'week', 'month'] as const).map((period) => periodAt(moment, period, zone).from),
  );
  expect(places).toEqual([
    ['2026-05-31', '2026-05-25', '2026-05-01'],
    ['2026-05-31', '2026-05-25', '2026-05-01'],
    ['2026-06-01', '2026-06-01', '2026-06-01'],
  ]);
});
