import { knownWords } from './known-words.ts';
import type { LoraCandidate } from './lora-advice.ts';
import type { WantedWords } from './lora-words.ts';

/**
 * Similarity of a prompt to each LoRA without a language model, 0 to 1: the cosine of their bags of words, each word
 * weighted by how rare it is among the LoRAs (inverse document frequency, Spärck Jones 1972). Words of the prompt that
 * no LoRA has are left out: they tell none of them from another.
 */
export function lexicalSimilarities(candidates: readonly LoraCandidate[], wanted: WantedWords): number[] {
  const bags = candidates.map((candidate) => knownWords(candidate).bag);
  const holders = new Map<string, number>();
  for (const bag of bags) for (const stem of bag) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const rarity = (stem: string): number => Math.log(1 + candidates.length / (holders.get(stem) ?? 1));

  const sought = [wanted.prompt, ...wanted.concepts.map(({ words }) => words)].flatMap(({ stems, denied }) =>
    stems.filter((stem, i) => denied[i] === false && holders.has(stem)),
  );
  const query = new Set(sought);
  const length = (bag: ReadonlySet<string>): number => {
    let sum = 0;
    for (const stem of bag) sum += rarity(stem) ** 2;
    return Math.sqrt(sum);
  };
  const queryLength = length(query);
  return bags.map((bag) => {
    let shared = 0;
    for (const stem of query) if (bag.has(stem)) shared += rarity(stem) ** 2;
    return shared === 0 ? 0 : shared / (queryLength * length(bag));
  });
}
