import type { LoraCandidate } from './lora-advice.ts';
import { phraseOf } from './prompt-words.ts';

/** How pictures of a style are made. LoRAs of one medium mix; of two media each undoes the other. */
const wordsOfMedia: Record<string, string> = {
  photographed:
    'photorealistic photorealism photo photograph photography realistic realism photographic dslr fotografia',
  drawn: 'anime manga cartoon comic sketch chibi pencil doodle lineart caricature dibujo caricatura boceto ghibli',
  painted:
    'watercolor watercolour oil gouache acrylic impressionist impressionism painting painterly acuarela pintura oleo',
  rendered: '3d cgi render rendered blender octane claymation clay voxel lowpoly',
  pixelated: 'pixel pixels 8bit 16bit pixelado',
};
const mediumOfStem = new Map(
  Object.entries(wordsOfMedia).flatMap(([medium, words]) => phraseOf(words).map((stem) => [stem, medium] as const)),
);

/** Media of a LoRA: the one that it names, else those that its words tell; none for one that adds light or detail. */
export function mediaOf({ medium, styles, tags, triggerWords }: LoraCandidate): string[] {
  if (medium !== undefined) return [medium];
  const stems = [...styles, ...triggerWords, ...tags].flatMap(phraseOf);
  return [...new Set(stems.flatMap((stem) => mediumOfStem.get(stem) ?? []))].sort();
}

/** The media that two LoRAs exclude each other by; null when they go together. */
export function mediaConflict(own: readonly string[], others: readonly string[]): [string, string] | null {
  const [first] = own;
  const [second] = others;
  if (first === undefined || second === undefined) return null;
  return own.some((medium) => others.includes(medium)) ? null : [first, second];
}
