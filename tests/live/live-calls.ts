/** One call of the live suite. */
export interface LiveCall {
  provider: string;
  /** The variable that must be set. */
  needs: string;
  /** Of `telar infer`. */
  args: string[];
  outputType: string;
  isPaid: boolean;
  /** How the file begins; null where it may begin with anything. */
  beginning: readonly number[] | null;
}

/** Most that one call may cost, in US dollars; Telar itself refuses a dearer one. */
export const budgetUsd = 0.01;

const prompt = 'prompt=a small red house by the sea';

/** The cheapest model of each provider, once, with its smallest output. */
export const liveCalls: readonly LiveCall[] = [
  {
    provider: 'replicate',
    needs: 'REPLICATE_API_TOKEN',
    args: ['replicate/black-forest-labs/flux-schnell', prompt, 'megapixels=0.25', 'output_format=png'],
    outputType: 'image',
    isPaid: true,
    beginning: [0x89, 0x50, 0x4e, 0x47],
  },
  {
    provider: 'fal',
    needs: 'FAL_KEY',
    args: ['fal/fal-ai/flux/schnell', prompt, 'image_size=square', 'output_format=png'],
    outputType: 'image',
    isPaid: true,
    beginning: [0x89, 0x50, 0x4e, 0x47],
  },
  {
    provider: 'ollama',
    needs: 'OLLAMA_MODEL',
    args: ['ollama', 'prompt=Answer with one word: is a whale a fish?', 'num_predict=16', 'seed=1'],
    outputType: 'text',
    isPaid: false,
    beginning: null,
  },
];
