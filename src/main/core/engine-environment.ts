import type { EngineOverride } from '../../shared/contract/index.ts';
import { engineSettings, type EngineSettings } from '../../shared/local-engine/index.ts';
import type { EnvironmentLayers } from '../platform/index.ts';

/** Settings of the local engine that variables of the environment speak for. */
export interface EngineEnvironment {
  settings: Partial<EngineSettings>;
  overrides: EngineOverride[];
}

/** Reads `MAX_MODELS_IN_MEMORY` (SPEC §10). What is no number of the allowed range is told and not used. */
export function engineEnvironmentOf({ process, dataFolder, workingFolder }: EnvironmentLayers): EngineEnvironment {
  const variable = 'MAX_MODELS_IN_MEMORY';
  const text = [process, dataFolder, workingFolder].map((layer) => layer[variable]?.trim()).find(isSet);
  if (text === undefined) return { settings: {}, overrides: [] };
  const read = engineSettings.shape.maxModels.unwrap().safeParse(Number(text));
  return {
    settings: read.success ? { maxModels: read.data } : {},
    overrides: [{ setting: 'maxModels', variable, isUsable: read.success }],
  };
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
