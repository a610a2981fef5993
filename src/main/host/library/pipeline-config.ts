import type { z } from 'zod';
import { pipelineConfig, type PipelineConfigInput } from '../../../shared/assist/index.ts';
import { UsageError } from '../../../shared/base/index.ts';
import { engineChanges } from '../../../shared/contract/index.ts';
import type { EngineSettings } from '../../../shared/local-engine/index.ts';
import type { PipelineConfig } from './pipeline-interface.ts';

/** What a program may settle of the engine; what it does not name stays as the user has set it. */
const memorySettings = engineChanges.omit({ preview: true, previewEvery: true });

/** A configuration in its two parts: what the assistant goes by, and what the engine does. */
export interface PipelineSettings {
  config: PipelineConfigInput;
  engine: Partial<EngineSettings>;
}

/** Checks a configuration. Throws UsageError naming the first part that is wrong, or that would have no effect. */
export function readPipelineConfig({ memorySettings: memory = {}, ...config }: PipelineConfig): PipelineSettings {
  const parsed = pipelineConfig.safeParse(config);
  if (!parsed.success) throw refused(parsed.error, '');
  const settings = memorySettings.safeParse(memory);
  if (!settings.success) throw refused(settings.error, 'memorySettings.');
  if (parsed.data.mode === 'manual') refuseAdviceSettings(config);
  const named = Object.entries(settings.data).filter(([, value]) => value !== undefined);
  return { config: parsed.data, engine: Object.fromEntries(named) };
}

/** In manual mode nothing is advised: what only advice goes by would be kept by nobody. */
function refuseAdviceSettings({ constraints = {}, loraPreferences, ollama }: PipelineConfig): void {
  const stray = [
    ...(constraints.maxVramGb === undefined ? [] : ['constraints.maxVramGb']),
    ...(constraints.priority === undefined ? [] : ['constraints.priority']),
    ...(loraPreferences === undefined ? [] : ['loraPreferences']),
    ...(ollama == null ? [] : ['ollama']),
  ];
  const [first] = stray;
  if (first === undefined) return;
  throw new UsageError('invalid', `${first} has no effect in manual mode, where nothing is advised.`, {
    hint: 'Leave it out, or use the mode auto or assisted. memorySettings limit the engine in every mode.',
    place: { parameter: first },
  });
}

function refused({ issues: [issue] }: z.ZodError, prefix: string): Error {
  const parameter = `${prefix}${issue?.path.join('.') ?? ''}`;
  return new UsageError('invalid', `The configuration is not usable: ${parameter}: ${issue?.message ?? ''}.`, {
    hint: 'docs/library.md lists what it takes.',
    place: { parameter },
  });
}
