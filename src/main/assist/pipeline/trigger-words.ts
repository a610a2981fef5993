import {
  addTriggerWords,
  type LoraChoice,
  type PromptRoom,
  type Recommendation,
} from '../../../shared/assist/index.ts';

/** Words that call LoRAs, by their names in small letters. */
export interface TriggerWords {
  of: ReadonlyMap<string, readonly string[]>;
  /** Whether the model reads a prompt to its end; left out where that is not known. */
  isRead?: PromptRoom | undefined;
}

/** The prompt for the LoRAs that are really used: the advised one, or the user's own with the words of those chosen. */
export function promptFor(
  prompt: string,
  { loras }: Recommendation,
  used: readonly LoraChoice[],
  triggerWords: TriggerWords,
): string {
  const ids = new Set(used.map(({ id }) => id));
  const isAsAdvised = loras.loras.length === ids.size && loras.loras.every(({ id }) => ids.has(id));
  if (isAsAdvised) return loras.prompt;
  const called = used.map(({ id }) => ({ id, triggerWords: triggerWords.of.get(id.toLowerCase()) ?? [] }));
  return addTriggerWords(prompt, called, triggerWords.isRead).prompt;
}
