import { defaultSettings, settings, type Settings } from '../../shared/contract/index.ts';
import type { Connection } from '../platform/index.ts';
import { systemTimeZone } from './calendar.ts';

const schema = settings
  .pick({
    dayCapMicroUsd: true,
    monthCapMicroUsd: true,
    dayAlertMicroUsd: true,
    weekAlertMicroUsd: true,
    monthAlertMicroUsd: true,
    timeZone: true,
    historyDays: true,
    historyRows: true,
  })
  .strip();

/** Limits, alerts and the calendar as they are set now, with a time zone in any case. */
export type SpendingSettings = Omit<ReturnType<typeof schema.parse>, 'timeZone'> & { timeZone: string };

/**
 * Reads the settings of spending anew at each call, on the connection of the ledger: what another process has set a
 * moment ago holds for the next job, in the same transaction.
 */
export function createSpendingSettings(connection: Connection): () => SpendingSettings {
  const rows = connection.prepare<[], { key: keyof Settings; value: string }>('SELECT key, value FROM settings');
  return () => {
    const stored = Object.fromEntries(rows.all().map(({ key, value }) => [key, JSON.parse(value) as unknown]));
    const { timeZone, ...rest } = schema.parse({ ...defaultSettings, ...stored });
    return { ...rest, timeZone: timeZone ?? systemTimeZone() };
  };
}
