import { withoutLoraTags } from '../local-engine/index.ts';
import { folded } from './prompt-words.ts';

/** Whether a model reads a prompt to its end. */
export type PromptRoom = (prompt: string) => boolean;

/**
 * The prompt with the trigger words of LoRAs that it has none of, at its end where the words before keep their places; in
 * front where the model would not read the end. Of a LoRA's several trigger words the first is added: the others are other
 * ways to call it.
 */
export function addTriggerWords(
  prompt: string,
  loras: readonly { id: string; triggerWords: readonly string[] }[],
  isRead: PromptRoom = () => true,
): { prompt: string; added: Map<string, string[]> } {
  const added = new Map<string, string[]>();
  let text = prompt;
  for (const { id, triggerWords } of loras) {
    const [first] = triggerWords;
    if (first === undefined || triggerWords.some((word) => has(withoutLoraTags(text), word))) continue;
    const longer = `${text.replace(/[\s,]+$/, '')}, ${first}`;
    text = isRead(longer) ? longer : `${first}, ${text}`;
    added.set(id, [first]);
  }
  return { prompt: text, added };
}

/** Whether a text has a phrase as a whole: "anime" is in "an anime girl", not in "animate". */
function has(text: string, phrase: string): boolean {
  const spelled = (part: string): string => ` ${(folded(part).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  return spelled(text).includes(spelled(phrase));
}
