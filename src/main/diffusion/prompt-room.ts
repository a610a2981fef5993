import { parsePrompt } from '../../shared/prompt/index.ts';
import { readTokenizerFiles } from './folder/tokenizer-files.ts';
import { chunkTokens } from './prompt/chunk-tokens.ts';
import { createTokenizer } from './tokenizer.ts';

/**
 * Tells of a model in a folder whether a prompt stands in the first row of its text encoder as a whole. Every model reads
 * that row; whether it reads a second one depends on its export. Throws ModelNotFoundError, ModelFileError.
 */
export async function readPromptRoom(folder: string): Promise<(prompt: string) => boolean> {
  const tokenizer = createTokenizer(await readTokenizerFiles(folder, 'tokenizer', null));
  return (prompt) => {
    const { chunks, droppedTokens } = chunkTokens(parsePrompt(prompt), tokenizer, 1);
    return chunks.length === 1 && droppedTokens === 0;
  };
}
