import { z } from 'zod';
import { engineSettings, engineStatus, memoryEstimate } from '../local-engine/index.ts';
import { procedure } from './failures.ts';

const { shape } = engineSettings;

/** Settings to change; what is not named stays. (The defaults are taken off: an absent one must not fall back to it.) */
export const engineChanges = z.strictObject({
  executionProvider: shape.executionProvider.unwrap().optional(),
  strategy: shape.strategy.unwrap().optional(),
  precision: shape.precision.unwrap().optional(),
  ramBudgetBytes: shape.ramBudgetBytes.unwrap().optional(),
  vramBudgetBytes: shape.vramBudgetBytes.unwrap().optional(),
  maxModels: shape.maxModels.unwrap().optional(),
  cleanupThreshold: shape.cleanupThreshold.unwrap().optional(),
  preview: shape.preview.unwrap().optional(),
  previewEvery: shape.previewEvery.unwrap().optional(),
});
export type EngineChanges = z.output<typeof engineChanges>;

/** A setting that a variable of the environment speaks for. */
export const engineOverride = z.object({
  setting: engineSettings.keyof(),
  variable: z.string(),
  /** False: what it says is no value of this setting, and is not used. */
  isUsable: z.boolean(),
});
export type EngineOverride = z.output<typeof engineOverride>;

/** The local engine at a glance: what it does, and the settings that are in force. */
export const engineOverview = z.object({
  status: engineStatus,
  settings: engineSettings,
  environment: z.array(engineOverride),
});
export type EngineOverview = z.output<typeof engineOverview>;

const modelId = z.string().min(1).max(300);

export const engine = {
  overview: procedure.output(engineOverview),
  configure: procedure.input(engineChanges).output(engineOverview),
  /** Lets go of a model; one that is at work stays until its job ends. */
  evict: procedure.input(z.strictObject({ folder: z.string().min(1).max(4_096) })).output(engineOverview),
  /** Ends the engine process: its jobs fail, its memory is free, and it starts again with the next job. */
  restart: procedure.output(engineOverview),
  /** Memory that a model of this machine takes; null for one that takes none worth naming. */
  estimate: procedure.input(z.strictObject({ model: modelId })).output(memoryEstimate.nullable()),
};
