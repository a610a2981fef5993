import { z } from 'zod';
import { problem } from './failures.ts';

const embedAnswer = z.object({ embeddings: z.array(z.array(z.number()).min(1)) });

/** The vectors of an answer of `/api/embed`: one for each text, all of one length. */
export function readVectors(answer: unknown, texts: number): number[][] {
  const read = embedAnswer.safeParse(answer);
  if (!read.success) throw problem('failed', 'The answer of Ollama holds no embeddings.');
  const { embeddings } = read.data;
  const length = embeddings[0]?.length;
  if (embeddings.length !== texts || embeddings.some((vector) => vector.length !== length)) {
    throw problem('failed', `Ollama answered ${texts} texts with ${embeddings.length} embeddings that do not match.`);
  }
  return embeddings;
}
