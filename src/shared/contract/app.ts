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

/** `language: null` follows the browser; `runCapMicroUsd` is the most that a run may cost, null for no limit. */
export const settings = z.strictObject({
  language: language.nullable(),
  colorScheme,
  runCapMicroUsd: microUsd.nullable(),
});
export type Settings = z.output<typeof settings>;

export const app = {
  info: procedure.output(appInfo),
  engine: procedure.output(engineInfo),
};

export const settingsContract = {
  get: procedure.output(settings),
  set: procedure.input(settings.partial().strict()).output(settings),
};
