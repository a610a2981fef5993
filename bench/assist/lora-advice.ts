import {
  adviseLoras,
  lexicalSimilarities,
  loraCandidate,
  loraPreferences,
  nothingLearned,
  wantedWords,
  type LoraAdvice,
} from '../../src/shared/assist/index.ts';
import { analysisOf } from '../../tests/assist/analysis-of.ts';

const loras = 1_000;
const rounds = 21;
const words =
  'anime neon watercolor pixel sketch glow castle forest armor portrait noir pastel retro ink cyber mist'.split(' ');
const pick = (i: number, step: number): string => words[(i * step) % words.length] ?? '';

const candidates = Array.from({ length: loras }, (_, i) =>
  loraCandidate.parse({
    id: `lora_${i}`,
    name: `${pick(i, 3)} ${pick(i, 5)} ${i}`,
    file: `/loras/lora_${i}.safetensors`,
    baseModel: i % 3 === 0 ? 'SD 1.5' : 'SDXL 1.0',
    triggerWords: [`${pick(i, 7)} style`, `trigger${i}`],
    tags: Array.from({ length: 10 }, (_unused, j) => `${pick(i + j, 11)} ${pick(i, j + 1)}`),
    styles: [pick(i, 7)],
    description:
      `Pictures of ${pick(i, 2)} and ${pick(i, 13)}, made with care, in the manner of ${pick(i, 9)}. `.repeat(4),
    downloads: i * 37,
    rating: (i % 50) / 10,
  }),
);
const analysis = analysisOf(
  'a neon castle in the mist, watercolor, a knight in armor before it, retro portrait, glowing ink',
);

function advise(): LoraAdvice {
  const values = lexicalSimilarities(candidates, wantedWords(analysis));
  return adviseLoras({
    analysis,
    candidates,
    baseNames: ['stabilityai/sdxl-base-1.0'],
    preferences: loraPreferences.parse({}),
    learned: nothingLearned,
    similarity: { by: 'lexical', values, fallback: null },
  });
}

/** Milliseconds for one advice: the first, and the middle of the later ones. */
export function measureLoraAdvice(): object {
  const times: number[] = [];
  const busy: number[] = [];
  let advised = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    advised = advise().loras.length;
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1_000);
  }
  return {
    loras,
    advised,
    firstMs: Math.round(times[0] ?? Number.NaN),
    medianMs: median(times.slice(1)),
    // Of the processor alone: what is left of a busy machine's waiting.
    firstProcessorMs: Math.round(busy[0] ?? Number.NaN),
    medianProcessorMs: median(busy.slice(1)),
    goalMs: 100,
  };
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
}
