import { z } from 'zod';
import { microUsd } from '../base/index.ts';
import { procedure } from './failures.ts';

export const language = z.enum(['en', 'es']);
export type Language = z.output<typeof language>;

export const colorScheme = z.enum(['dark', 'light', 'auto']);
export type ColorScheme = z.output<typeof colorScheme>;

export const appInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli', 'library', 'test']),
  dataFolder: z.string(),
  node: z.string(),
  electron: z.string().nullable(),
  platform: z.string(),
});
export type AppInfo = z.output<typeof appInfo>;

export const engineInfo = z.object({
  onnxruntime: z.string(),
  executionProviders: z.array(z.string()),
});
export type EngineInfo = z.output<typeof engineInfo>;

/** Name of a time zone that this machine knows. */
const timeZone = z.string().max(64).refine(isTimeZone, { error: 'There is no such time zone' });

/** Keys pressed together, such as `mod+shift+z`; `mod` is Ctrl, on a Mac Command. */
const chord = z.string().regex(/^(mod\+)?(alt\+)?(shift\+)?\S{1,16}$/);
/** Chords by command, for commands that the user gave other keys. */
const shortcuts = z.record(z.string().regex(/^\w{1,64}$/), z.array(chord).max(8));

/** `language: null` follows the browser. Amounts are null for no limit. */
export const settings = z.strictObject({
  language: language.nullable(),
  colorScheme,
  /** The system tells of the end of a long run while the window is not looked at. */
  notifyRunEnd: z.boolean(),
  /** The most that a run may cost. */
  runCapMicroUsd: microUsd.nullable(),
  /** The most that all runs of a day, or of a month, may cost. */
  dayCapMicroUsd: microUsd.nullable(),
  monthCapMicroUsd: microUsd.nullable(),
  /** The user is told when a period has cost this much. */
  dayAlertMicroUsd: microUsd.nullable(),
  weekAlertMicroUsd: microUsd.nullable(),
  monthAlertMicroUsd: microUsd.nullable(),
  /** Whose days, weeks and months these are; null: this machine's. */
  timeZone: timeZone.nullable(),
  /** How long the history is kept, and how many inferences. */
  historyDays: z.int().min(1).max(3_650),
  historyRows: z.int().min(100).max(1_000_000),
  shortcuts,
});
export type Settings = z.output<typeof settings>;

/** Settings that nobody has changed yet. */
export const defaultSettings: Settings = {
  language: null,
  colorScheme: 'auto',
  notifyRunEnd: false,
  runCapMicroUsd: null,
  dayCapMicroUsd: null,
  monthCapMicroUsd: null,
  dayAlertMicroUsd: null,
  weekAlertMicroUsd: null,
  monthAlertMicroUsd: null,
  timeZone: null,
  historyDays: 90,
  historyRows: 20_000,
  shortcuts: {},
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

export const app = {
  info: procedure.output(appInfo),
  engine: procedure.output(engineInfo),
};

export const settingsContract = {
  get: procedure.output(settings),
  set: procedure.input(settings.partial().strict()).output(settings),
};
