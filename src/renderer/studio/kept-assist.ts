import { z } from 'zod';
import { constraints, explanationLevel, operationMode, pipelineConfig } from '../../shared/assist/index.ts';
import { keepInBrowser, keptInBrowser } from './browser-storage.ts';

/** How this window asks for pictures, kept by this browser for the next time. */
const keptAssist = z.object({
  mode: operationMode.catch('assisted'),
  level: explanationLevel.catch('STANDARD'),
  constraints: constraints.catch(() => constraints.parse({})),
  /** Who reads the prompt. */
  ollama: pipelineConfig.shape.ollama.catch(null),
  /** The user does not want to be asked before what is made on this machine and costs nothing. */
  skipsFreeConfirm: z.boolean().catch(false),
});
export type KeptAssist = z.output<typeof keptAssist>;

const storageKey = 'telar.assist';

/** What was kept; the usual where nothing was, where it cannot be read, and where the browser keeps nothing. */
export function readKeptAssist(): KeptAssist {
  return keptAssist.parse(keptInBrowser(storageKey));
}

export function keepAssist(kept: KeptAssist): void {
  keepInBrowser(storageKey, keptAssist.parse(kept));
}
