import { wrapText } from '../../picture/index.ts';

export interface PlaceholderText {
  title: string;
  model: string;
  prompt: string;
  seed: string;
  digest: string;
}

const openings = [
  'The light changes before anyone speaks.',
  'A thread runs from the first scene to the last.',
  'Somebody has left the window open.',
  'It begins with a small sound far away.',
];
const middles = [
  'What follows is calm, seen from close by, in warm colours.',
  'The camera stays still while everything around it moves.',
  'Two people look at the same thing and see something different.',
  'Every detail has its place, and one of them does not belong.',
];
const endings = [
  'At the end there is more room than at the beginning.',
  'Then the picture holds, a moment longer than expected.',
  'The last word is left to the sea.',
  'Nothing is explained, and nothing is missing.',
];

/** A text that stands for a language model's answer: what it stands for, then three sentences chosen by the digest. */
export function placeholderText({ title, model, prompt, seed, digest }: PlaceholderText): string {
  const sentences = [openings, middles, endings].map((choices, i) => {
    return choices[Number.parseInt(digest.charAt(i), 16) % choices.length];
  });
  const [asked = 'nothing'] = wrapText(prompt, 120, 1);
  return [`[Rehearsal of ${model} for ${title}, seed ${seed}]`, `Asked: ${asked}`, sentences.join(' '), ''].join('\n');
}
