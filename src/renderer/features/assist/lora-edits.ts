import type { LoraEdits } from '../../studio/index.ts';

/** The edits with another weight for a LoRA. */
export function withWeight(edits: LoraEdits, id: string, weight: number): LoraEdits {
  return { ...edits, weights: { ...edits.weights, [id]: weight } };
}

/** The edits with a LoRA taken out: an advised one is rejected, one that was added is simply gone. */
export function withoutLora(edits: LoraEdits, id: string): LoraEdits {
  if (edits.added.includes(id)) return { ...edits, added: edits.added.filter((each) => each !== id) };
  return { ...edits, rejected: [...edits.rejected.filter((each) => each !== id), id] };
}

/** The edits with a LoRA put back: one that was rejected is as advised, any other is added. */
export function withLora(edits: LoraEdits, id: string): LoraEdits {
  if (edits.rejected.includes(id)) return { ...edits, rejected: edits.rejected.filter((each) => each !== id) };
  return edits.added.includes(id) ? edits : { ...edits, added: [...edits.added, id] };
}
